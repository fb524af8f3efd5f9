// Advisories and inventories that others have matched, read in place.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'

import { Collector } from '../../../src/images/advisories/collector.ts'
import { Database } from '../../../src/images/advisories/database.ts'
import { writeDatabase } from '../../../src/images/advisories/database-text.ts'
import { matchInventory } from '../../../src/images/advisories/match.ts'
import { readRecords } from '../../../src/images/advisories/read-records.ts'
import { readDpkg } from '../../../src/images/inventory/dpkg.ts'
import type { Inventory } from '../../../src/images/found-packages.ts'
import { debian } from '../../images/advise.ts'
import { type Answers, compareRows } from '../answers.ts'
import { shared } from '../suites.ts'

const advisories = join(shared, 'advisories')

export function hasAdvisories(): boolean {
  return existsSync(advisories)
}

export async function databaseFrom(file: string): Promise<Database> {
  const collector = new Collector()
  await readRecords(join(advisories, file), collector)
  return new Database(Buffer.from([...writeDatabase(collector.finish('2026-11-30'))].join('')))
}

function gunzipped(file: string): Buffer {
  return gunzipSync(readFileSync(join(advisories, file)))
}

interface Expected {
  readonly package: string
  readonly version: string
  readonly arch: string
  readonly source: string
  readonly sourceVersion: string
  readonly cve: string
  readonly fixed: string
}

export function debianPackages(): Inventory['packages'] {
  const { packages } = readDpkg({ path: 'status', bytes: gunzipped('debian12-inventory.dpkg-status.gz') })
  return packages.map((each) => ({ ...each, layer: 0, isOwned: false }))
}

/** A Debian with 767 packages against the vulnerabilities that dpkg's own comparison of versions tells. */
export async function measureDebian(): Promise<Answers> {
  const database = await databaseFrom('osv-debian12-changelog.ndjson.gz')
  const { matches } = matchInventory({ os: debian, packages: debianPackages() }, database)
  const { findings } = JSON.parse(gunzipped('debian12-expected-matches.json.gz').toString()) as {
    findings: Expected[]
  }
  return compareRows('debian12', {
    expected: findings.map((each) =>
      [each.package, each.version, each.arch, each.source, each.sourceVersion, each.cve, each.fixed].join(
        ' ',
      ),
    ),
    got: matches.map(({ package: { name, version, arch, source }, vulnerability, fixed }) =>
      [name, version, arch, source?.name, source?.version, vulnerability, fixed].join(' '),
    ),
  })
}
