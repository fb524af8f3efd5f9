// Advisories and packages made by hand.
import { Collector } from '../../src/images/advisories/collector.ts'
import { Database } from '../../src/images/advisories/database.ts'
import { writeDatabase } from '../../src/images/advisories/database-text.ts'
import { type Match, matchInventory } from '../../src/images/advisories/match.ts'
import type { FoundPackage } from '../../src/images/found-packages.ts'
import type { OperatingSystem, Package } from '../../src/images/inventory/package.ts'

export function databaseText(records: readonly unknown[], scores: readonly string[] = []): string {
  const collector = new Collector()
  for (const record of records) collector.take(record)
  for (const line of scores) collector.takeEpss(line)
  return [...writeDatabase(collector.finish('2026-11-30'))].join('')
}

export function databaseOf(records: readonly unknown[], scores: readonly string[] = []): Database {
  return new Database(Buffer.from(databaseText(records, scores)))
}

interface Advising {
  readonly id?: string
  readonly ecosystem?: string
  readonly name?: string
  readonly events?: readonly object[]
  readonly versions?: readonly string[]
  readonly aliases?: readonly string[]
  readonly score?: string
}

export function advisory({
  id = 'CVE-2026-0001',
  ecosystem = 'Debian:12',
  name = 'a',
  events = [{ introduced: '0' }, { fixed: '2' }],
  versions,
  aliases = [],
  score,
}: Advising): object {
  const ranges = events.length === 0 ? [] : [{ type: 'ECOSYSTEM', events }]
  const severity = score === undefined ? {} : { severity: [{ type: 'CVSS_V3', score }] }
  return { id, aliases, affected: [{ package: { ecosystem, name }, ranges, versions, ...severity }] }
}

export const debian: OperatingSystem = {
  id: 'debian',
  version: '12',
  name: 'Debian 12',
  like: [],
  file: 'etc/os-release',
}

export function found(part: Partial<Package> & Pick<Package, 'name' | 'version'>): FoundPackage {
  return { kind: 'deb', file: 'status', layer: 0, isOwned: false, ...part }
}

export function matched(
  packages: readonly FoundPackage[],
  records: readonly object[],
  os: OperatingSystem | undefined = debian,
): readonly Match[] {
  return matchInventory({ packages, ...(os === undefined ? {} : { os }) }, databaseOf(records)).matches
}

/** A vector of CVSS that scores 9.8. */
export const critical: string = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H'
