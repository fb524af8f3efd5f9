/** What is read of the header of a package (rpm's lib/header.c: counts, index, store). */
export interface RpmHeader {
  readonly name: string
  readonly epoch?: number
  readonly version: string
  readonly release: string
  readonly arch?: string
  /** The file name of the source package: `openssl-3.0.7-25.el9.src.rpm`. */
  readonly sourceRpm?: string
  readonly moduleLabel?: string
  readonly vendor?: string
  readonly license?: string
  /** Every file that it owns. */
  readonly files: readonly string[]
}

const tags = {
  name: 1000,
  version: 1001,
  release: 1002,
  epoch: 1003,
  vendor: 1011,
  license: 1014,
  arch: 1022,
  sourceRpm: 1044,
  folderIndexes: 1116,
  fileNames: 1117,
  folders: 1118,
  moduleLabel: 5096,
} as const

const entryBytes = 16
/** More than the largest packages have. */
const maxEntries = 65_536
const maxFiles = 1_000_000

/** Where in the header the value of a tag stands. */
interface Entry {
  readonly offset: number
  readonly count: number
}

/** Reads a header as the database keeps it; nothing for what is none. */
export function parseRpmHeader(bytes: Buffer): RpmHeader | undefined {
  const entries = entriesOf(bytes)
  const text = (tag: number): string | undefined => textAt(bytes, entries?.get(tag))
  const [name, version, release] = [text(tags.name), text(tags.version), text(tags.release)]
  if (name === undefined || version === undefined || release === undefined) return undefined
  const epoch = numbersAt(bytes, entries?.get(tags.epoch))[0]
  return {
    name,
    ...(epoch === undefined ? {} : { epoch }),
    version,
    release,
    ...optional({
      arch: text(tags.arch),
      sourceRpm: text(tags.sourceRpm),
      moduleLabel: text(tags.moduleLabel),
    }),
    ...optional({ vendor: text(tags.vendor), license: text(tags.license) }),
    files: filesOf(bytes, entries ?? new Map()),
  }
}

function optional<K extends string>(
  values: Readonly<Record<K, string | undefined>>,
): Partial<Record<K, string>> {
  const said = Object.entries<string | undefined>(values).filter(([, value]) => value !== undefined)
  return Object.fromEntries(said) as Partial<Record<K, string>>
}

function entriesOf(bytes: Buffer): ReadonlyMap<number, Entry> | undefined {
  if (bytes.length < 8) return undefined
  const count = bytes.readUInt32BE(0)
  const store = 8 + count * entryBytes
  if (count > maxEntries || store > bytes.length) return undefined
  const entries = new Map<number, Entry>()
  for (let at = 8; at < store; at += entryBytes) {
    const offset = store + bytes.readUInt32BE(at + 8)
    if (offset < bytes.length)
      entries.set(bytes.readUInt32BE(at), { offset, count: bytes.readUInt32BE(at + 12) })
  }
  return entries
}

function textAt(bytes: Buffer, entry: Entry | undefined): string | undefined {
  return textsAt(bytes, entry, 1)[0]
}

/** Texts stand one behind the other, each with a zero at its end. */
function textsAt(bytes: Buffer, entry: Entry | undefined, limit: number): string[] {
  const texts: string[] = []
  if (entry === undefined) return texts
  for (let at = entry.offset; texts.length < Math.min(entry.count, limit);) {
    const end = bytes.indexOf(0, at)
    if (end === -1) break
    texts.push(bytes.toString('utf8', at, end))
    at = end + 1
  }
  return texts
}

function numbersAt(bytes: Buffer, entry: Entry | undefined): number[] {
  if (entry === undefined) return []
  const count = Math.min(entry.count, maxFiles, Math.floor((bytes.length - entry.offset) / 4))
  return Array.from({ length: count }, (_, index) => bytes.readUInt32BE(entry.offset + index * 4))
}

function filesOf(bytes: Buffer, entries: ReadonlyMap<number, Entry>): string[] {
  const folders = textsAt(bytes, entries.get(tags.folders), maxFiles)
  const indexes = numbersAt(bytes, entries.get(tags.folderIndexes))
  return textsAt(bytes, entries.get(tags.fileNames), maxFiles).map(
    (name, index) => `${folders[indexes[index] ?? 0] ?? ''}${name}`,
  )
}
