// Advisories on their way into the database, and out of it.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import * as fc from 'fast-check'

import { Collector } from '../../src/images/advisories/collector.ts'
import { Database } from '../../src/images/advisories/database.ts'
import { endOfLife } from '../../src/images/advisories/end-of-life.ts'
import { isWithin, rangesOf } from '../../src/images/advisories/ranges.ts'
import { readRecords } from '../../src/images/advisories/read-records.ts'
import { compareSemver } from '../../src/images/versions/semver.ts'
import { folderWith } from '../sources/folder.ts'
import { advisory, databaseOf, debian } from './advise.ts'

test('ranges lie between what introduced and what fixed', () => {
  const affected = (events: readonly object[], version: string): boolean =>
    rangesOf(events, compareSemver).some((range) => isWithin(version, range, compareSemver))
  const twice = [{ introduced: '2.0.0' }, { fixed: '2.0.5' }, { introduced: '0' }, { fixed: '1.0.5' }]
  assert.deepEqual(
    ['0.1.0', '1.0.4', '1.0.5', '1.9.9', '2.0.0', '2.0.5'].map((version) => affected(twice, version)),
    [true, true, false, false, true, false],
  )
  const last = [{ introduced: '1.0.0' }, { last_affected: '1.0.0' }]
  assert.deepEqual(
    ['0.9.0', '1.0.0', '1.0.1'].map((version) => affected(last, version)),
    [false, true, false],
  )
  assert.equal(affected([{ introduced: '1.0.0' }], '99.0.0'), true)
  assert.equal(affected([{ fixed: '1.0.0' }], '0.1.0'), false, 'what nothing introduced is nowhere')
  assert.deepEqual(rangesOf([{ introduced: '2.0.0' }, { fixed: '2.0.0' }], compareSemver), [])
  const again = [{ introduced: '0' }, { fixed: '1.0.0' }, { introduced: '1.0.0' }, { fixed: '2.0.0' }]
  assert.equal(affected(again, '1.0.0'), true)
})

test('what lies in the ranges of events lies between two of them', () => {
  const version = fc.tuple(fc.nat(3), fc.nat(3), fc.nat(3)).map((parts) => parts.join('.'))
  const pair = fc.tuple(version, version).map(([a, b]) => (compareSemver(a, b) < 0 ? [a, b] : [b, a]))
  fc.assert(
    fc.property(fc.array(pair, { maxLength: 3 }), version, (pairs, asked) => {
      const events = pairs.flatMap(([introduced = '', fixed = '']) => [{ introduced }, { fixed }])
      const ranges = rangesOf(events, compareSemver)
      const outside = pairs.every(
        ([from = '', to = '']) => compareSemver(asked, from) < 0 || compareSemver(asked, to) >= 0,
      )
      if (outside) assert.ok(!ranges.some((range) => isWithin(asked, range, compareSemver)))
    }),
  )
})

test('the end of a distribution is read from its cycles', () => {
  const database = databaseOf([
    advisory({}),
    { id: 'debian', releases: [{ releaseCycle: '12', eol: '2026-07-11', eoes: '2028-06-30' }] },
    {
      id: 'alpine-linux',
      releases: [
        { releaseCycle: '3.10', eol: '2021-05-01' },
        { releaseCycle: '3.1', eol: true },
      ],
    },
  ])
  assert.deepEqual(endOfLife(debian, database, '2026-11-30'), {
    product: 'debian',
    cycle: '12',
    date: '2028-06-30',
    isOver: false,
  })
  const alpine = { ...debian, id: 'alpine', version: '3.10.4' }
  assert.equal(endOfLife(alpine, database, '2026-11-30')?.isOver, true)
  assert.equal(endOfLife(alpine, database, '2020-11-30')?.isOver, false)
  assert.equal(endOfLife({ ...alpine, version: '3.1.4' }, database, '2020-11-30')?.isOver, true)
  assert.equal(endOfLife({ ...debian, id: 'nobody' }, database, undefined), undefined)
})

test('what ended names the release that gets fixes longest, of those whose day is known and to come', () => {
  const releases = [
    { releaseCycle: '14', eol: false },
    { releaseCycle: '13', eol: '2028-08-09', eoes: '2030-06-30' },
    { releaseCycle: '12', eol: '2026-07-11', eoes: '2028-06-30' },
    { releaseCycle: '11', eol: '2024-08-14', eoes: '2026-08-31' },
  ]
  const nextOn = (version: string, today: string | undefined): unknown =>
    endOfLife({ ...debian, version }, databaseOf([advisory({}), { id: 'debian', releases }]), today)?.next
  assert.deepEqual(nextOn('11', '2026-11-30'), { release: 'debian 13', until: '2030-06-30' })
  assert.equal(nextOn('12', '2026-11-30'), undefined, 'it has not ended')
  assert.equal(nextOn('12', '2031-01-01'), undefined, 'all have ended whose day is known')
  assert.equal(nextOn('11', undefined), undefined)
})

test('every key of a database is found, and no other', () => {
  const names = ['a', 'a-b', 'a\u00e9', 'ab', 'A', 'z', '\u{1f600}', '\uffee']
  const database = databaseOf(names.map((name, index) => advisory({ id: `CVE-2026-100${index}`, name })))
  for (const [index, name] of names.entries())
    assert.equal(database.advisoriesOf('Debian:12', name)[0]?.id, `CVE-2026-100${index}`, name)
  for (const name of ['', 'b', 'a-', 'zz', 'CVE'])
    assert.deepEqual(database.advisoriesOf('Debian:12', name), [])
  assert.throws(() => new Database(Buffer.from('hello\n')), /no database/)
  assert.throws(() => new Database(Buffer.from('{"bulkheadAdvisories":99}\n')), /another version/)
})

test('records are read a line or a file each, packed or not', async (t) => {
  const record = JSON.stringify(advisory({}))
  const pretty = JSON.stringify(
    { vulnerabilities: [{ cveID: 'CVE-2026-0001', dateAdded: '2026-01-01' }] },
    undefined,
    2,
  )
  const other = JSON.stringify(advisory({ id: 'CVE-2026-0002' }))
  const folder = folderWith(t, {
    'a/one.ndjson': `${record}\n\n${other}\nbroken\n`,
    'b.json': pretty,
    'c.txt': record,
    'd.json': `[${record}]`,
  })
  const collector = new Collector()
  await readRecords(folder, collector)
  assert.deepEqual(collector.taken, { taken: 4, unusable: 0, malformed: 1, scores: 0 })
})
