import { type FileFacts, type FileReader, type ImageFile, noFacts, type Package } from '../package.ts'
import { isWorthOwning } from '../owned.ts'
import { blobsInBerkeley, isBerkeley } from './berkeley.ts'
import { parseRpmHeader } from './header.ts'
import { blobsInNdb, isNdb } from './ndb.ts'
import { packageOf } from './package.ts'
import { blobsInSqlite, isSqlite } from './sqlite.ts'

const folders = /^(?:var\/lib|usr\/lib\/sysimage|usr\/share)\/rpm\//

/** What rpm installed, in each of the databases that it has had. */
export const rpmReader: FileReader = {
  name: 'rpm',
  names: ['Packages', 'Packages.db', 'rpmdb.sqlite'],
  accepts: (path) => folders.test(path),
  maxBytes: 2 ** 29,
  read: readRpm,
}

/** Changes that SQLite has not taken over yet stand beside the database; images hardly ever have any. */
export const rpmJournalReader: FileReader = {
  name: 'rpm-journal',
  names: ['rpmdb.sqlite-wal'],
  accepts: (path) => folders.test(path),
  maxBytes: 2 ** 29,
  read: ({ bytes }) =>
    bytes.length === 0
      ? noFacts
      : {
          ...noFacts,
          faults: [
            { message: 'Changes of the package database stand in a journal that was not read.', line: 1 },
          ],
        },
}

const formats: readonly (readonly [
  is: (bytes: Buffer) => boolean,
  blobs: (bytes: Buffer) => Iterable<Buffer>,
])[] = [
  [isSqlite, blobsInSqlite],
  [isNdb, blobsInNdb],
  [isBerkeley, blobsInBerkeley],
]

/** Berkeley DB keeps the highest number of a package among the headers. */
const shortestHeader = 16

export function readRpm({ path, bytes }: ImageFile): FileFacts {
  const found = formats.find(([is]) => is(bytes))
  if (found === undefined) return broken('The package database of rpm is of no known format.', noFacts)
  const packages: Package[] = []
  const owned: string[] = []
  let left = bytes.length
  try {
    for (const blob of found[1](bytes)) {
      left -= blob.length
      if (left < 0) throw new Error('its headers lie over each other')
      takeHeader(blob, { path, packages, owned })
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return broken(`The package database of rpm is damaged: ${reason}.`, { ...noFacts, packages, owned })
  }
  return { ...noFacts, packages, owned }
}

function takeHeader(
  blob: Buffer,
  {
    path,
    packages,
    owned,
  }: { readonly path: string; readonly packages: Package[]; readonly owned: string[] },
): void {
  if (blob.length < shortestHeader) return
  const header = parseRpmHeader(blob)
  if (header === undefined) throw new Error('a header is none')
  // Keys of signers are kept as if they were packages.
  if (header.name === 'gpg-pubkey') return
  packages.push(packageOf(header, path))
  for (const file of header.files) if (isWorthOwning(file)) owned.push(file.slice(1))
}

function broken(message: string, facts: FileFacts): FileFacts {
  return { ...facts, faults: [{ message, line: 1 }] }
}
