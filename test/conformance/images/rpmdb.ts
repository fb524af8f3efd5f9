// rpm's databases against what rpm itself lists of them, read in place.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { blobsInBerkeley } from '../../../src/images/inventory/rpm/berkeley.ts'
import { parseRpmHeader } from '../../../src/images/inventory/rpm/header.ts'
import { blobsInSqlite, isSqlite } from '../../../src/images/inventory/rpm/sqlite.ts'
import { type Answers, compareRows } from '../answers.ts'
import { shared } from '../suites.ts'

const suite = join(shared, 'conformance', 'rpmdb')

/** A database, and what rpm lists of it. */
type RpmDatabase = readonly [file: string, expected: string]

export const rpmDatabases: readonly RpmDatabase[] = [
  ['made-by-rpm-4.18.rpmdb.sqlite', 'made-by-rpm-4.18.expected.tsv'],
  ['syft-dive.Packages.bdb', 'syft-dive.expected.tsv'],
  ['scalibr-epoch.Packages.bdb', 'scalibr-epoch.expected.tsv'],
]

export function hasRpmDatabases(): boolean {
  return existsSync(suite)
}

export function readRpmDatabase(file: string): Buffer {
  return readFileSync(join(suite, file))
}

export function measureRpm(databases: readonly RpmDatabase[] = rpmDatabases): Answers {
  const rows = databases.map(([file, expected]) => ({ expected: listedIn(expected), got: rowsOf(file) }))
  return compareRows('rpmdb', {
    expected: rows.flatMap((each) => each.expected),
    got: rows.flatMap((each) => each.got),
  })
}

function listedIn(file: string): readonly string[] {
  const lines = readRpmDatabase(file).toString().split('\n')
  return lines.filter((line) => line !== '' && !line.startsWith('name\t'))
}

/** Rows as `rpm -qa` prints them, `(none)` for what is not there. */
function rowsOf(file: string): readonly string[] {
  const bytes = readRpmDatabase(file)
  const blobs = isSqlite(bytes) ? blobsInSqlite(bytes) : blobsInBerkeley(bytes)
  return [...blobs].filter((blob) => blob.length > 16).map(rowOf)
}

function rowOf(blob: Buffer): string {
  const header = parseRpmHeader(blob)
  if (header === undefined) return 'no header'
  const { name, epoch, version, release, arch, sourceRpm, moduleLabel, vendor } = header
  return [name, epoch, version, release, arch, sourceRpm, moduleLabel, vendor]
    .map((value) => value ?? '(none)')
    .join('\t')
}
