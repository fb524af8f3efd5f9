import { nameOf } from '../archive/member-path.ts'
import { readZip, type ZipMember } from '../model-files/zip/members.ts'
import { type Ranges, wholeRange } from '../archive/ranges.ts'
import {
  type Fault,
  type FileFacts,
  type FileReader,
  type ImageFile,
  noFacts,
  type Package,
  type Untold,
} from './package.ts'
import { groupsOf } from './java-groups.ts'
import { linesOf } from './paragraphs.ts'
import { bytesOf, textOf } from './zipped.ts'

const archives = /\.(?:jar|war|ear|par|hpi|jpi|nar|sar|kar)$/i
const properties = /^META-INF\/maven\/[^/]+\/[^/]+\/pom\.properties$/
const manifest = 'META-INF/MANIFEST.MF'

/** Archives of Java, and those in them. */
export const javaReader: FileReader = {
  name: 'java',
  extensions: ['.jar', '.war', '.ear', '.par', '.hpi', '.jpi', '.nar', '.sar', '.kar'],
  accepts: () => true,
  maxBytes: 2 ** 28,
  read: readJava,
}

const maxDepth = 3
const maxNestedBytes = 2 ** 28

/** What is told, and how much may still be unpacked. */
interface Reading {
  readonly packages: Package[]
  readonly faults: Fault[]
  readonly untold: Untold[]
  left: number
}

export function readJava({ path, bytes }: ImageFile): FileFacts {
  const reading: Reading = { packages: [], faults: [], untold: [], left: maxNestedBytes }
  readArchive({ path, bytes }, 0, reading)
  const { packages, faults, untold } = reading
  return { ...noFacts, packages, faults, untold }
}

function readArchive({ path, bytes }: ImageFile, depth: number, reading: Reading): void {
  const ranges = wholeRange(bytes)
  const { directory, members, isTooLarge } = readZip(ranges)
  if (directory === undefined) return miss(path, 'it is no ZIP archive', reading)
  if (isTooLarge) miss(path, 'it has more members than are looked at', reading)
  const stated = members.filter(({ name }) => properties.test(name))
  const own = stated.flatMap((member) => projectOf(textOf(member, ranges), path) ?? [])
  const found =
    own.length > 0 ? own : manifestProject(members, ranges, path).map((each) => withGroups(each, members))
  if (found.length === 0 && members.some(({ name }) => name.endsWith('.class')))
    reading.untold.push({ file: path, message: unnamed(path) })
  reading.packages.push(...found)
  for (const member of members.filter(({ name }) => archives.test(name)))
    readNested(member, ranges, { path, depth, reading })
}

function withGroups(found: Package, members: readonly ZipMember[]): Package {
  return {
    ...found,
    groups: groupsOf(
      found.name,
      members.map(({ name }) => name),
    ),
  }
}

function unnamed(path: string): string {
  return `${path} is a Java archive whose name and version neither it nor its file name tells.`
}

function miss(path: string, why: string, { faults }: Reading): void {
  faults.push({ message: `The Java archive ${nameOf(path)} was not read to its end: ${why}.`, line: 1 })
}

/** `pom.properties`, as Maven writes it. */
function projectOf(text: string | undefined, file: string): Package | undefined {
  const values = valuesOf(text ?? '', '=')
  const [namespace, name, version] = ['groupId', 'artifactId', 'version'].map((key) => values.get(key))
  if (!namespace || !name || !version) return undefined
  return { kind: 'maven', namespace, name, version, file }
}

/** Without Maven's properties the file's name tells, or the manifest; the group they do not. */
function manifestProject(members: readonly ZipMember[], ranges: Ranges, path: string): Package[] {
  const [, named, numbered] = /^(.{1,255}?)-(\d[^/]{0,255})\.[a-z]{1,9}$/i.exec(nameOf(path)) ?? []
  if (named !== undefined && numbered !== undefined)
    return [{ kind: 'maven', name: named, version: numbered, file: path }]
  const member = members.find((each) => each.name === manifest)
  const text = member === undefined ? undefined : textOf(member, ranges)
  const values = valuesOf(mainSection(text ?? ''), ':')
  const [name, version] = [firstOf(values, titles), firstOf(values, versions)]
  return name === undefined || version === undefined ? [] : [{ kind: 'maven', name, version, file: path }]
}

/**
 * Of the archive itself, with long lines put together again: sections about its parts follow behind an empty line (JAR
 * File Specification, JAR Manifest).
 */
function mainSection(text: string): string {
  const [main = ''] = text.replace(/\r\n?/g, '\n').split('\n\n', 1)
  return main.replace(/\n /g, '')
}

const titles = ['Implementation-Title', 'Bundle-SymbolicName']
const versions = ['Implementation-Version', 'Bundle-Version']

/** Behind a semicolon stand directives. */
function firstOf(values: ReadonlyMap<string, string>, keys: readonly string[]): string | undefined {
  const value = keys
    .map((key) => values.get(key))
    .find((each) => each !== undefined)
    ?.split(';')[0]
  return value === '' ? undefined : value
}

function valuesOf(text: string, sign: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>()
  for (const line of linesOf(text)) {
    const at = line.indexOf(sign)
    if (at > 0 && !line.startsWith('#')) values.set(line.slice(0, at).trim(), line.slice(at + 1).trim())
  }
  return values
}

function readNested(
  member: ZipMember,
  ranges: Ranges,
  { path, depth, reading }: { readonly path: string; readonly depth: number; readonly reading: Reading },
): void {
  const inner = `${path}!${member.name}`
  if (depth === maxDepth) return miss(inner, 'archives lie too deep in one another', reading)
  const bytes = bytesOf(member, ranges, reading.left)
  if (bytes === undefined) return miss(inner, 'it is packed in a way that is not read, or too large', reading)
  reading.left -= bytes.length
  readArchive({ path: inner, bytes }, depth + 1, reading)
}
