// Which advisories are about which packages, and what to do about it.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { reportImage } from '../../src/engine/image.ts'
import { imageExitCode } from '../../src/engine/image-exit.ts'
import { Collector } from '../../src/images/advisories/collector.ts'
import { ecosystemOf } from '../../src/images/advisories/ecosystems.ts'
import { matchInventory } from '../../src/images/advisories/match.ts'
import { groupFixes } from '../../src/images/fixes.ts'
import type { FoundPackage } from '../../src/images/found-packages.ts'
import type { OperatingSystem } from '../../src/images/inventory/package.ts'
import { advisory, critical, databaseOf, debian, found, matched } from './advise.ts'

test('distributions are matched by source and its version, in their release alone', () => {
  const rebuilt = found({ name: 'liba1', version: '1.9+b3', source: { name: 'a', version: '1.9' } })
  assert.deepEqual(
    matched([rebuilt], [advisory({})]).map(({ vulnerability, fixed }) => [vulnerability, fixed]),
    [['CVE-2026-0001', '2']],
  )
  assert.deepEqual(
    matched([rebuilt], [advisory({ name: 'liba1' }), advisory({ ecosystem: 'Debian:11' })]),
    [],
  )
  const epoch = found({ name: 'a', version: '1:0.5', source: { name: 'a', version: '1:0.5' } })
  assert.deepEqual(matched([epoch], [advisory({})]), [], 'an epoch is above any version without')
})

test('releases of distributions are called as OSV calls them', () => {
  const cases: readonly (readonly [id: string, version: string, ecosystem: string | undefined])[] = [
    ['ubuntu', '22.04', 'Ubuntu:22.04:LTS'],
    ['ubuntu', '23.04', 'Ubuntu:23.04'],
    ['ubuntu', '23.10', 'Ubuntu:23.10'],
    ['azurelinux', '3.0', 'Azure Linux:3'],
    ['mariner', '2.0', 'Azure Linux:2'],
    ['rocky', '9.4', 'Rocky Linux:9'],
    ['opensuse-leap', '15.6', 'openSUSE:Leap 15.6'],
    ['alpine', '3.22.1', 'Alpine:v3.22'],
    ['wolfi', '20230201', 'Wolfi'],
    ['debian', '12', 'Debian:12'],
    ['debian', '', undefined],
    ['constructor', '1', undefined],
  ]
  for (const [id, version, ecosystem] of cases)
    assert.equal(
      ecosystemOf({ kind: 'deb', name: 'a' }, { ...debian, id, version }),
      ecosystem,
      `${id} ${version}`,
    )
})

test('what conda installed of Python is matched by Python’s records, and the rest is told', () => {
  const database = databaseOf([advisory({ ecosystem: 'PyPI', name: 'a' })])
  const packages = [
    found({ kind: 'conda', name: 'a', version: '1' }),
    found({ kind: 'pypi', name: 'A', version: '1' }),
    found({ kind: 'conda', name: 'openssl', version: '3' }),
  ]
  const { matches, unmatched } = matchInventory({ packages }, database)
  assert.deepEqual(
    matches.map(({ package: { kind } }) => kind),
    ['pypi'],
  )
  assert.deepEqual(
    unmatched.map(({ packages: list }) => list.map(({ name }) => name)),
    [['openssl']],
  )
})

test('rpms are matched by their own name and by that of their source, with their epoch', () => {
  const alma: OperatingSystem = { ...debian, id: 'almalinux', version: '9.4' }
  const libs = found({
    kind: 'rpm',
    name: 'openssl-libs',
    version: '1:3.0.7-24.el9',
    source: { name: 'openssl', version: '3.0.7-24.el9' },
  })
  const about = (name: string, fixed: string): object =>
    advisory({ ecosystem: 'AlmaLinux:9', name, events: [{ introduced: '0' }, { fixed }] })
  const count = (name: string, fixed: string): number => matched([libs], [about(name, fixed)], alma).length
  assert.equal(count('openssl-libs', '1:3.0.7-25.el9'), 1)
  assert.equal(count('openssl-libs', '1:3.0.7-24.el9'), 0)
  assert.equal(count('openssl', '3.0.7-25.el9'), 1)
  assert.equal(count('openssl-devel', '1:3.0.7-25.el9'), 0)
})

test('what a distribution installed of a language is matched as the distribution’s', () => {
  const records = [advisory({ ecosystem: 'PyPI', name: 'A.B', id: 'PYSEC-1' }), advisory({})]
  const python = found({ kind: 'pypi', name: 'a_b', version: '1.0' })
  assert.deepEqual(
    matched([python], records).map(({ vulnerability }) => vulnerability),
    ['PYSEC-1'],
  )
  assert.deepEqual(matched([{ ...python, isOwned: true }], records), [])
})

test('several advisories about one vulnerability are one match, and one about several is several', () => {
  const records = [
    advisory({
      id: 'GHSA-1',
      ecosystem: 'npm',
      aliases: ['CVE-2026-0001'],
      score: critical,
      events: [{ introduced: '0' }, { fixed: '1.5.0' }],
    }),
    advisory({
      id: 'OTHER-1',
      ecosystem: 'npm',
      aliases: ['CVE-2026-0001', 'CVE-2026-0002'],
      events: [{ introduced: '0' }, { fixed: '1.6.0' }],
    }),
  ]
  assert.deepEqual(
    matched([found({ kind: 'npm', name: 'a', version: '1.0.0' })], records).map(
      ({ vulnerability, advisories, severity, fixed }) => [vulnerability, advisories, severity, fixed],
    ),
    [
      ['CVE-2026-0001', ['GHSA-1', 'OTHER-1'], 'critical', '1.6.0'],
      ['CVE-2026-0002', ['OTHER-1'], undefined, '1.6.0'],
    ],
  )
})

test('single versions, withdrawn records, commits and unknown ecosystems', () => {
  const at = (version: string, records: readonly object[]): number =>
    matched([found({ kind: 'pypi', name: 'a', version })], records).length
  const listed = advisory({ ecosystem: 'PyPI', events: [], versions: ['1.0', '1.2'] })
  assert.deepEqual(
    ['1.0', '1.0.0', '1.1', '1.2'].map((version) => at(version, [listed])),
    [1, 1, 0, 1],
  )
  assert.equal(at('1.0', [{ ...advisory({ ecosystem: 'PyPI' }), withdrawn: '2026-01-01' }]), 0)
  const collector = new Collector()
  collector.take({
    id: 'X',
    affected: [
      { package: { ecosystem: 'PyPI', name: 'a' }, ranges: [{ type: 'GIT', events: [{ introduced: '0' }] }] },
    ],
  })
  collector.take(advisory({ ecosystem: 'Nowhere' }))
  collector.take({ id: 3 })
  collector.take('text')
  assert.deepEqual(collector.taken, { taken: 0, unusable: 2, malformed: 2, scores: 0 })
})

test('builds of a release of Python are as vulnerable as the release', () => {
  const at = (version: string, part: Parameters<typeof advisory>[0]): number =>
    matched([found({ kind: 'pypi', name: 'a', version })], [advisory({ ecosystem: 'PyPI', ...part })]).length
  const last = { events: [{ introduced: '0' }, { last_affected: '2.0.1' }] }
  assert.deepEqual([at('2.0.1+cu118', last), at('2.0.2+cu118', last)], [1, 0])
  assert.equal(at('2.0.1+cu118', { events: [], versions: ['2.0.1'] }), 1)
  assert.equal(at('2+cpu', {}), 0)
})

test('what was not asked about is told', () => {
  const database = databaseOf([advisory({})])
  const ask = (os: OperatingSystem | undefined): string[] =>
    matchInventory(
      { packages: [found({ name: 'b', version: '1' })], ...(os === undefined ? {} : { os }) },
      database,
    ).unmatched.map(({ reason }) => reason)
  assert.deepEqual(ask(debian), [])
  assert.deepEqual(ask({ ...debian, version: '11' }), ['Debian:11'])
  assert.deepEqual(ask({ ...debian, version: '' }), ['packages of kind deb'], 'unstable has no release')
  assert.deepEqual(ask(undefined), ['packages of kind deb'])
  assert.deepEqual(
    ask({ ...debian, id: 'alpine', version: '3.22.0_alpha20250108' }),
    ['packages of kind deb'],
    'nor has edge',
  )
})

const exploited = {
  cveID: 'CVE-2026-0009',
  dateAdded: '2026-01-01',
  dueDate: '2026-01-22',
  knownRansomwareCampaignUse: 'Known',
}

test('what is known to be exploited says since when', () => {
  const [match] = matched(
    [found({ name: 'a', version: '1' })],
    [exploited, advisory({ id: 'CVE-2026-0009' })],
  )
  assert.deepEqual(match?.exploited, { since: '2026-01-01', due: '2026-01-22', isRansomware: true })
})

test('fixes come by what takes most away: exploited, grave, many; headers of a kernel come last', () => {
  const records = [
    exploited,
    advisory({ id: 'CVE-2026-0001', score: critical }),
    advisory({ id: 'CVE-2026-0002', events: [{ introduced: '0' }, { fixed: '1.5' }] }),
    advisory({ id: 'CVE-2026-0009', name: 'b' }),
    advisory({ id: 'CVE-2026-0003', name: 'linux' }),
    advisory({ id: 'CVE-2026-0004', name: 'c', events: [{ introduced: '0' }] }),
  ]
  const of = (name: string, source: string): FoundPackage =>
    found({ name, version: '1', source: { name: source, version: '1' } })
  const packages = [
    of('liba1', 'a'),
    of('a-utils', 'a'),
    of('b', 'b'),
    of('c', 'c'),
    of('linux-libc-dev', 'linux'),
  ]
  const fixes = groupFixes(matched(packages, records), () => 'unknown')
  assert.deepEqual(
    fixes.map(({ kind, name, to, packages: names, vulnerabilities, exploited, isInert }) => [
      kind,
      name,
      to,
      names,
      vulnerabilities.length,
      exploited.length,
      isInert,
    ]),
    [
      ['rebuild', 'b', '2', ['b'], 1, 1, false],
      ['rebuild', 'a', '2', ['a-utils', 'liba1'], 2, 0, false],
      ['none', 'c', undefined, ['c'], 1, 0, false],
      ['rebuild', 'linux', '2', ['linux-libc-dev'], 1, 0, true],
    ],
  )
})

test('a fix is as grave as what nobody rated may be', () => {
  const gravestOf = (...scores: readonly (string | undefined)[]): string | undefined => {
    const records = scores.map((score, index) =>
      advisory({ id: `CVE-2026-000${index}`, name: 'a', ...(score === undefined ? {} : { score }) }),
    )
    return groupFixes(matched([found({ name: 'a', version: '1' })], records), () => 'own')[0]?.severity
  }
  const low = 'CVSS:3.1/AV:L/AC:H/PR:H/UI:R/S:U/C:L/I:N/A:N'
  assert.equal(gravestOf(low), 'low')
  assert.equal(gravestOf(low, undefined), undefined, 'not low: the other one may be high')
  assert.equal(gravestOf(critical, undefined), 'critical')
})

test('interpreters are upgraded within their series, and what only another one has fixed stands apart', () => {
  const python = found({ kind: 'generic', name: 'python', version: '3.11.2' })
  const about = (id: string, ...events: readonly object[]): object =>
    advisory({ id, ecosystem: 'Bitnami', name: 'python', events })
  const records = [
    about(
      'CVE-2026-0001',
      { introduced: '0' },
      { fixed: '3.11.4' },
      { introduced: '3.12.0' },
      { fixed: '3.12.1' },
    ),
    about('CVE-2026-0002', { introduced: '0' }, { fixed: '3.11.9' }),
    about('CVE-2026-0003', { introduced: '0' }, { fixed: '3.15.0' }),
  ]
  assert.deepEqual(
    groupFixes(matched([python], records), () => 'own').map(({ from, to, vulnerabilities }) => [
      from,
      to,
      vulnerabilities.length,
    ]),
    [
      ['3.11.2', '3.11.9', 2],
      ['3.11.2', '3.15.0', 1],
    ],
  )
})

test('the exit code is that of the gravest, the unrated taken for high and the inert for nothing', () => {
  const image = { tags: [], annotations: {}, layers: [] }
  const code = (records: readonly object[], failOn: 'critical' | 'high' | 'never', name = 'a'): number => {
    const report = reportImage({ reference: 'x', image, layers: [] }, { database: databaseOf(records) })
    const vulnerabilities = matched(
      [found({ name, version: '1', source: { name: 'a', version: '1' } })],
      records,
    )
    return imageExitCode({ ...report, problems: [], vulnerabilities }, { failOn, allowsIncomplete: false })
  }
  assert.equal(code([advisory({})], 'high'), 1)
  assert.equal(code([advisory({})], 'critical'), 0)
  assert.equal(code([advisory({ score: critical })], 'critical'), 1)
  assert.equal(code([advisory({}), { cveID: 'CVE-2026-0001', dateAdded: '2026-01-01' }], 'critical'), 1)
  assert.equal(code([advisory({ score: critical })], 'never'), 0)
  assert.equal(code([advisory({ score: critical })], 'high', 'linux-libc-dev'), 0)
})

test('the day on which a fix was first told is that of the earliest advisory with a fix', () => {
  const dated = (id: string, more: object, events: readonly object[] = fixedInTwo): object => ({
    ...advisory({ id, aliases: ['CVE-2026-0009'], events }),
    ...more,
  })
  const fixedInTwo = [{ introduced: '0' }, { fixed: '2' }]
  const known = (...records: readonly object[]): unknown =>
    matched([found({ name: 'a', version: '1' })], records).map((match) => match.fixKnown)
  const changed = dated('DSA-1', { modified: '2026-05-04T03:02:01Z' })
  const published = dated('DSA-2', { published: '2026-05-03T00:00:00Z', modified: '2026-06-01T00:00:00Z' })
  const unfixed = dated('DSA-3', { published: '2026-01-01T00:00:00Z' }, [{ introduced: '0' }])
  assert.deepEqual(known(changed), [{ day: '2026-05-04', by: 'changed' }])
  assert.deepEqual(known(changed, published, unfixed), [{ day: '2026-05-03', by: 'published' }])
  assert.deepEqual(known(unfixed), [undefined])
  const told = (...records: readonly object[]): unknown =>
    matched([found({ name: 'a', version: '1' })], records).map((match) => match.told)
  const undated = dated('DSA-5', {})
  assert.deepEqual(
    told(unfixed, undated),
    [{ day: '2026-01-01', by: 'published' }],
    'no fix was told earlier',
  )
  assert.deepEqual(told(changed, unfixed), [undefined], 'that of a fix is known')
  assert.deepEqual(known(dated('DSA-4', { published: 'soon' })), [undefined])
})
