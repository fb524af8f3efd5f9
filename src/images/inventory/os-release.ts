import { type FileFacts, type FileReader, type ImageFile, noFacts } from './package.ts'
import { linesOf } from './paragraphs.ts'

/** In the order in which they count. */
export const releaseFiles: readonly string[] = ['etc/os-release', 'usr/lib/os-release']

/** Which distribution an image is made of (os-release(5)). */
export const osReleaseReader: FileReader = {
  name: 'os-release',
  names: ['os-release'],
  accepts: (path) => releaseFiles.includes(path),
  maxBytes: 2 ** 16,
  read: readOsRelease,
}

export function readOsRelease({ path, bytes }: ImageFile): FileFacts {
  const values = readValues(bytes.toString('utf8'))
  const id = values.get('ID')?.toLowerCase() ?? ''
  if (id === '')
    return { ...noFacts, faults: [{ message: 'The release file names no distribution (ID).', line: 1 }] }
  const version = values.get('VERSION_ID') ?? ''
  const name = values.get('PRETTY_NAME') ?? `${id} ${version}`.trim()
  const like = (values.get('ID_LIKE') ?? '')
    .toLowerCase()
    .split(/\s+/)
    .filter((each) => each !== '')
  return { ...noFacts, os: { id, version, name, like, file: path } }
}

function readValues(text: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>()
  for (const line of linesOf(text)) {
    const [, key, value] = /^\s*([A-Z][A-Z0-9_]*)=(.*)$/.exec(line) ?? []
    if (key !== undefined && value !== undefined) values.set(key, unquote(value.trim()))
  }
  return values
}

/** As a shell reads it: in double quotes a backslash takes the meaning of `"`, `$`, the backslash and the backtick. */
function unquote(text: string): string {
  const quote = text[0]
  if (text.length < 2 || text.at(-1) !== quote) return text
  if (quote === "'") return text.slice(1, -1)
  return quote === '"' ? text.slice(1, -1).replace(/\\(["$\\`])/g, '$1') : text
}
