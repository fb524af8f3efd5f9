// Inventories of earlier scans, matched with the advisories of today without their images.
import assert from 'node:assert/strict'
import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'

import * as fc from 'fast-check'

import { matchInventory } from '../../src/images/advisories/match.ts'
import type { ImageReport } from '../../src/images/image-report.ts'
import type { FoundPackage } from '../../src/images/found-packages.ts'
import { readCyclonedxBill } from '../../src/images/stored/cyclonedx.ts'
import { readOwnReport } from '../../src/images/stored/own-report.ts'
import type { RematchReport } from '../../src/images/stored/rematch-report.ts'
import { readSpdx } from '../../src/images/stored/spdx.ts'
import { renderCyclonedx } from '../../src/report/image/cyclonedx.ts'
import { renderSpdx } from '../../src/report/image/spdx.ts'
import { folderWith } from '../sources/folder.ts'
import { advisory, databaseOf, debian, found } from './advise.ts'
import { makeDockerArchive, makeLayer, debianRelease, dpkgStatus } from './make-image.ts'
import { type Ran, runIn } from './run-command.ts'

function osv(id: string, name: string, word = 'high'): string {
  const ranges = [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed: '9' }] }]
  const affected = [{ package: { ecosystem: 'Debian:12', name }, ranges }]
  return JSON.stringify({ id, affected, database_specific: { severity: word } })
}

const before = osv('CVE-2026-0001', 'bash')
const after = [
  before,
  osv('CVE-2026-0002', 'curl', 'low'),
  osv('CVE-2026-0003', 'bash', 'low'),
  JSON.stringify({ cveID: 'CVE-2026-0003', dateAdded: '2026-11-29' }),
].join('\n')

/** Two images were scanned, then newer advisories came. */
async function scanned(t: TestContext): Promise<(...args: readonly string[]) => Promise<Ran>> {
  const folder = folderWith(t, {
    'a.tar': makeDockerArchive([makeLayer([debianRelease, dpkgStatus('bash=5.2', 'curl=8.1')])]),
    'b.tar': makeDockerArchive([makeLayer([debianRelease, dpkgStatus('bash=5.2')])]),
    'before.ndjson': before,
    'after.ndjson': after,
  })
  mkdirSync(join(folder, 'kept'))
  const run = async (...args: readonly string[]): Promise<Ran> => await runIn(folder, args)
  await run('db', 'update', '--from', 'before.ndjson', '--db', 'a.db')
  await run('image', 'a.tar', '--db', 'a.db', '-f', 'json', '-o', 'kept/a.json')
  await run('image', 'b.tar', '--db', 'a.db', '-f', 'cyclonedx', '-o', 'kept/b.cdx.json')
  await run('image', 'b.tar', '--db', 'a.db', '-f', 'spdx', '-o', 'b.spdx.json')
  await run('db', 'update', '--from', 'after.ndjson', '--db', 'a.db')
  return run
}

function newIn(out: string): readonly (readonly [origin: string, vulnerabilities: readonly string[]])[] {
  const { images } = JSON.parse(out) as RematchReport
  return images.map((image) => [
    image.origin.replace(/^.*\//, ''),
    image.new.map(({ vulnerability }) => vulnerability),
  ])
}

test('what advisories tell since the scan is new, the exploited first, with the images that have it', async (t) => {
  const run = await scanned(t)
  const { code, out } = await run('rematch', 'kept', '--db', 'a.db')
  assert.equal(code, 1)
  assert.match(out, /^New with the advisories of 2026-11-30/)
  assert.match(
    out,
    /low +CVE-2026-0003 {2}bash 5\.2 → 9 {2}exploited since 2026-11-29\n +in {2}a\.tar, b\.tar\n/,
  )
  assert.ok(out.indexOf('CVE-2026-0003') < out.indexOf('CVE-2026-0002'))
  assert.doesNotMatch(out, /CVE-2026-0001/)
  assert.match(out, /2 inventories: 2 new vulnerabilities in 2 images\.\n$/)
  assert.deepEqual(newIn((await run('rematch', 'kept', '--db', 'a.db', '-f', 'json')).out), [
    ['a.json', ['CVE-2026-0003', 'CVE-2026-0002']],
    ['b.cdx.json', ['CVE-2026-0003']],
  ])
  assert.equal((await run('rematch', 'kept', '--db', 'a.db', '--fail-on', 'never')).code, 0)
})

test('a bill that tells nothing of what was known has everything new, and says so', async (t) => {
  const run = await scanned(t)
  const { out } = await run('rematch', 'b.spdx.json', '--db', 'a.db')
  assert.match(out, /CVE-2026-0001/)
  assert.match(out, /of 1 nothing tells what was known before/)
})

test('with a baseline, what was told once is not told again', async (t) => {
  const run = await scanned(t)
  await run('rematch', 'kept', '--db', 'a.db', '-f', 'json', '-o', 'told.json')
  const { code, out } = await run('rematch', 'kept', '--db', 'a.db', '--baseline', 'told.json')
  assert.equal(code, 0)
  assert.match(out, /^2 inventories: 0 new vulnerabilities in 0 images\.\n$/)
})

test('a chain of baselines tells each once, until it is exploited', async (t) => {
  const run = await scanned(t)
  const daily = async (before: string, today: string): Promise<readonly string[]> => {
    await run('rematch', 'kept/a.json', '--db', 'a.db', '--baseline', before, '-f', 'json', '-o', today)
    return (
      newIn(
        (await run('rematch', 'kept/a.json', '--db', 'a.db', '--baseline', before, '-f', 'json')).out,
      )[0]?.[1] ?? []
    )
  }
  await run('rematch', 'kept/a.json', '--db', 'a.db', '-f', 'json', '-o', '1.json')
  assert.deepEqual(await daily('1.json', '2.json'), [])
  assert.deepEqual(await daily('2.json', '3.json'), [], 'nothing comes back on the third day')
  const more = folderWith(t, {
    'more.ndjson': [after, JSON.stringify({ cveID: 'CVE-2026-0002', dateAdded: '2026-11-30' })].join('\n'),
  })
  await run('db', 'update', '--from', join(more, 'more.ndjson'), '--db', 'a.db')
  assert.deepEqual(await daily('3.json', '4.json'), ['CVE-2026-0002'])
  assert.deepEqual(await daily('4.json', '5.json'), [])
})

test('what was known when it was scanned, and is exploited since, is new', async (t) => {
  const run = await scanned(t)
  const kev = (day: string): string => JSON.stringify({ cveID: 'CVE-2026-0001', dateAdded: day })
  const lists = folderWith(t, {
    'then.ndjson': [before, kev('2026-11-29')].join('\n'),
    'since.ndjson': [before, kev('2026-12-01')].join('\n'),
  })
  for (const [file, found] of [
    ['then.ndjson', []],
    ['since.ndjson', ['CVE-2026-0001']],
  ] as const) {
    await run('db', 'update', '--from', join(lists, file), '--db', 'a.db')
    assert.deepEqual(newIn((await run('rematch', 'kept/a.json', '--db', 'a.db', '-f', 'json')).out), [
      ['a.json', found],
    ])
  }
})

test('what was set aside stays so, and VEX may set aside more', async (t) => {
  const run = await scanned(t)
  const statement = {
    vulnerability: { name: 'CVE-2026-0003' },
    products: [{ '@id': 'pkg:deb/debian/bash' }],
    status: 'not_affected',
    justification: 'component_not_present',
  }
  const head = { '@context': 'https://openvex.dev/ns', '@id': 'https://a.example/1', author: 'A', version: 1 }
  const vex = JSON.stringify({ ...head, timestamp: '2026-11-30T00:00:00Z', statements: [statement] })
  const other = folderWith(t, { 'vex.json': vex })
  const { code, out } = await run('rematch', 'kept', '--db', 'a.db', '--vex', join(other, 'vex.json'))
  assert.equal(code, 0, 'what is left is low')
  assert.match(out, /1 new vulnerability in 1 image; 2 set aside by VEX/)
})

test('what was set aside when it was scanned, and is affected by what is said since, is new', async (t) => {
  const said = (status: object, day: string): string =>
    JSON.stringify({
      '@context': 'https://openvex.dev/ns',
      author: 'A',
      timestamp: `${day}T00:00:00Z`,
      statements: [
        { vulnerability: { name: 'CVE-2026-0001' }, products: [{ '@id': 'pkg:deb/debian/bash' }], ...status },
      ],
    })
  const folder = folderWith(t, {
    'a.tar': makeDockerArchive([makeLayer([debianRelease, dpkgStatus('bash=5.2')])]),
    'osv.ndjson': before,
    'old.json': said({ status: 'not_affected', justification: 'component_not_present' }, '2026-11-01'),
    'new.json': said({ status: 'affected', action_statement: 'Upgrade.' }, '2026-11-29'),
  })
  const run = async (...args: readonly string[]): Promise<Ran> =>
    await runIn(folder, [...args, '--db', 'a.db'])
  await run('db', 'update', '--from', 'osv.ndjson')
  await run('image', 'a.tar', '--vex', 'old.json', '-f', 'json', '-o', 'a.json')
  assert.equal((await run('rematch', 'a.json')).code, 0, 'it stays set aside')
  const { code, out } = await run('rematch', 'a.json', '--vex', 'new.json', '-f', 'json')
  assert.deepEqual([code, newIn(out)], [1, [['a.json', ['CVE-2026-0001']]]])
})

test('what is no inventory is told with its file, and the others are matched', async (t) => {
  const run = await scanned(t)
  const folder = folderWith(t, {
    'a.json': '{}',
    'b.json': 'x',
    'c.json': JSON.stringify({
      schema: 1,
      tool: { name: 'bulkhead' },
      layers: [],
      packages: [{ kind: 'x' }],
    }),
    'd.json': JSON.stringify({
      bomFormat: 'CycloneDX',
      components: [{ name: 'a' }, { purl: 'pkg:npm/a@1' }],
    }),
  })
  symlinkSync('/etc/passwd', join(folder, 'e.json'))
  const { code, out } = await run('rematch', folder, '--db', 'a.db')
  assert.equal(code, 3)
  assert.match(
    out,
    /broken-syntax × 3\n {4}do {2}Keep what an image holds with bulkhead image IMAGE -f json -o FILE/,
  )
  assert.match(out, /1 entry names no package and version/)
  assert.match(out, /1 package was not matched: the database knows no advisories about npm/)
  assert.match(out, /1 inventory: 0 new/)
  for (const args of [
    ['rematch'],
    ['rematch', 'missing', '--db', 'a.db'],
    ['rematch', folder, '--db', 'none.db'],
  ])
    assert.equal((await run(...args)).code, 2, args.join(' '))
  assert.equal((await run('rematch', folder, '--db', 'a.db', '--baseline', 'a.db')).code, 2)
})

test('what lies in a folder is called as the folder was named', async (t) => {
  const run = await scanned(t)
  const { images } = JSON.parse(
    (await run('rematch', './kept/', '--db', 'a.db', '-f', 'json')).out,
  ) as RematchReport
  assert.deepEqual(
    images.map(({ origin }) => origin),
    ['kept/a.json', 'kept/b.cdx.json'],
  )
})

const packages: readonly FoundPackage[] = [
  found({
    name: 'libssl3',
    version: '3.0.11-1+b2',
    arch: 'amd64',
    source: { name: 'openssl', version: '3.0.11-1' },
  }),
  found({ kind: 'rpm', name: 'glibc', version: '1:2.34-60.el9', arch: 'x86_64' }),
  found({ kind: 'pypi', name: 'requests', version: '2.0', file: 'usr/lib/a' }),
  { ...found({ kind: 'pypi', name: 'idna', version: '2.0' }), isOwned: true },
  found({ kind: 'npm', name: '@scope/a', version: '1.0.0' }),
  found({ kind: 'golang', name: 'golang.org/x/net', version: 'v0.17.0' }),
  found({ kind: 'maven', namespace: 'org.a', name: 'b', version: '1' }),
]

test('bills of materials that we write are matched as the image was', () => {
  const report: ImageReport = {
    schema: 1,
    tool: { name: 'bulkhead', version: '1' },
    image: { reference: 'llm:1', tags: [], os: debian },
    layers: [],
    fixes: [],
    vulnerabilities: [],
    weaknesses: [],
    modelFiles: [],
    packages,
    problems: [],
  }
  const database = databaseOf([
    advisory({ name: 'openssl', events: [{ introduced: '0' }, { fixed: '3.0.11-1' }] }),
    advisory({ id: 'CVE-2026-0002', name: 'openssl', events: [{ introduced: '0' }, { fixed: '3.0.12' }] }),
    advisory({ id: 'CVE-2026-0003', ecosystem: 'PyPI', name: 'idna' }),
    advisory({ id: 'CVE-2026-0004', ecosystem: 'PyPI', name: 'requests', events: [{ introduced: '0' }] }),
    advisory({ id: 'CVE-2026-0005', ecosystem: 'npm', name: '@scope/a' }),
    advisory({ id: 'CVE-2026-0006', ecosystem: 'Go', name: 'golang.org/x/net' }),
    advisory({ id: 'CVE-2026-0007', ecosystem: 'Maven', name: 'org.a:b' }),
  ])
  const wanted = ['CVE-2026-0002', 'CVE-2026-0004', 'CVE-2026-0005', 'CVE-2026-0006', 'CVE-2026-0007']
  const stored = [
    readOwnReport(JSON.parse(JSON.stringify(report)), 'a'),
    readCyclonedxBill(JSON.parse(renderCyclonedx(report)), 'a'),
    readSpdx(JSON.parse(renderSpdx(report)), 'a'),
  ]
  for (const each of stored) {
    assert.equal(each?.unusable, 0)
    const { matches } = matchInventory({ packages: each?.packages ?? [], os: debian }, database)
    assert.deepEqual(matches.map(({ vulnerability }) => vulnerability).sort(), wanted)
  }
})

test('a package that another version knows and this one does not is counted, and costs no other', () => {
  const other = { kind: 'pacman', name: 'a', version: '1', file: 'f', layer: 0, isOwned: false }
  const long = { ...other, kind: 'deb', name: 'a'.repeat(5000) }
  const known = { ...other, kind: 'deb' }
  const report = {
    schema: 1,
    tool: { name: 'bulkhead' },
    image: { reference: 'a', tags: [] },
    vulnerabilities: [],
  }
  const stored = readOwnReport({ ...report, packages: [other, long, known] }, 'a')
  assert.deepEqual([stored?.packages, stored?.unusable], [[known], 2])
})

test('whatever a file holds, reading it ends with an inventory or with nothing', () => {
  const purl = fc.oneof(fc.string(), fc.constantFrom('pkg:npm/a@1', 'pkg:deb/debian/a@1?distro=debian-12'))
  const component = fc.record({ purl, name: fc.string(), properties: fc.anything() }, { requiredKeys: [] })
  fc.assert(
    fc.property(fc.array(fc.oneof(component, fc.anything())), fc.anything(), (components, metadata) => {
      const bill = readCyclonedxBill({ bomFormat: 'CycloneDX', components, metadata }, 'a')
      if (bill !== undefined) assert.equal(bill.packages.length + bill.unusable, components.length)
      readSpdx({ spdxVersion: 'SPDX-2.3', name: 'a', packages: components }, 'a')
      readOwnReport({ schema: 1, tool: { name: 'bulkhead' }, image: metadata, packages: components }, 'a')
    }),
  )
})
