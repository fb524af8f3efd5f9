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
} from './package.ts'
import { pythonReader, readPython } from './python.ts'
import { bytesOf, textOf } from './zipped.ts'

/**
 * Archives that Python runs as they are (eggs, and what pex and shiv make: zip archives behind a line for the kernel), and
 * wheels, which are only installed from.
 */
export const pythonArchiveReader: FileReader = {
  name: 'python-archive',
  extensions: ['.whl', '.egg', '.pex', '.pyz', '.shiv'],
  accepts: () => true,
  maxBytes: 2 ** 28,
  read: readPythonArchive,
}

const wheel = /\.whl$/i
/** Where pex puts wheels that it runs. */
const isRunFrom = /(?:^|\/)\.deps\//
const maxNestedBytes = 2 ** 28

interface Reading {
  readonly packages: Package[]
  readonly faults: Fault[]
  left: number
}

export function readPythonArchive(file: ImageFile): FileFacts {
  const reading: Reading = { packages: [], faults: [], left: maxNestedBytes }
  readArchive(file, reading)
  const { packages, faults } = reading
  const isPacked = wheel.test(file.path) && !isRunFrom.test(file.path)
  return {
    ...noFacts,
    faults,
    packages: isPacked ? packages.map((each) => ({ ...each, isPacked })) : packages,
  }
}

function readArchive({ path, bytes }: ImageFile, reading: Reading): void {
  const ranges = wholeRange(bytes)
  const { directory, members, isTooLarge } = readZip(ranges)
  if (directory === undefined) return miss(path, 'it is no ZIP archive', reading)
  if (isTooLarge) miss(path, 'it has more members than are looked at', reading)
  for (const member of members) {
    if (pythonReader.accepts(member.name)) readMetadata(member, ranges, { path, reading })
    if (wheel.test(member.name)) readWheel(member, ranges, { path, reading })
  }
}

interface Within {
  readonly path: string
  readonly reading: Reading
}

function readMetadata(member: ZipMember, ranges: Ranges, { path, reading }: Within): void {
  const inner = `${path}!${member.name}`
  const text = textOf(member, ranges)
  if (text === undefined) return miss(inner, 'it is packed in a way that is not read, or too large', reading)
  const { packages, faults } = readPython({ path: inner, bytes: Buffer.from(text) })
  reading.packages.push(...packages)
  reading.faults.push(...faults)
}

/** `pex` may keep what it runs as wheels; those in wheels are not looked into. */
function readWheel(member: ZipMember, ranges: Ranges, { path, reading }: Within): void {
  const inner = `${path}!${member.name}`
  if (path.includes('!')) return miss(inner, 'archives lie too deep in one another', reading)
  const bytes = bytesOf(member, ranges, reading.left)
  if (bytes === undefined) return miss(inner, 'it is packed in a way that is not read, or too large', reading)
  reading.left -= bytes.length
  readArchive({ path: inner, bytes }, reading)
}

function miss(path: string, why: string, { faults }: Reading): void {
  faults.push({ message: `The Python archive ${nameOf(path)} was not read to its end: ${why}.`, line: 1 })
}
