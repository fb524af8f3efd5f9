// How likely vulnerabilities are exploited, and what that says about what to do first.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'

import * as fc from 'fast-check'

import { Collector } from '../../src/images/advisories/collector.ts'
import { rowOfEpss } from '../../src/images/advisories/epss.ts'
import { EpssScores } from '../../src/images/advisories/epss-scores.ts'
import { matchInventory } from '../../src/images/advisories/match.ts'
import { readRecords } from '../../src/images/advisories/read-records.ts'
import { groupFixes } from '../../src/images/fixes.ts'
import { riskOf } from '../../src/images/priority.ts'
import { folderWith } from '../sources/folder.ts'
import { advisory, databaseOf, debian, found } from './advise.ts'

const remark = '#model_version:v2025.03.14,score_date:2026-11-29T00:00:00+0000'
const title = 'cve,epss,percentile'

test('a file of scores is read as FIRST publishes it, and what is none of them is counted', async (t) => {
  const lines = [
    remark,
    title,
    'CVE-2026-0001,0.94321,0.99912',
    'CVE-2026-0002,1.2e-4,0.0',
    'CVE-2026-0003,1.5,0.2',
    'CVE-2026-0004',
    '',
  ]
  const folder = folderWith(t, { 'epss_scores-current.csv.gz': gzipSync(lines.join('\r\n')) })
  const collector = new Collector()
  await readRecords(folder, collector)
  const { head, epss } = collector.finish('2026-11-30')
  assert.deepEqual(head.epss, { model: 'v2025.03.14', date: '2026-11-29', scores: 2 })
  assert.deepEqual(
    [...epss],
    [
      ['CVE-2026-0001', { probability: 0.94321, percentile: 0.99912 }],
      ['CVE-2026-0002', { probability: 0.00012, percentile: 0 }],
    ],
  )
  assert.deepEqual(collector.taken, { taken: 0, unusable: 0, malformed: 2, scores: 2 })
})

test('of several days the newest counts, in whatever order they come', () => {
  const older = [
    '#model_version:v1,score_date:2026-11-28T00:00:00Z',
    'CVE-2026-0001,0.1,0.1',
    'CVE-2026-0002,0.2,0.2',
  ]
  const newer = [remark, 'CVE-2026-0001,0.9,0.9']
  for (const lines of [
    [...older, ...newer],
    [...newer, ...older],
  ]) {
    const scores = new EpssScores()
    for (const line of lines) scores.take(line)
    assert.deepEqual(scores.head, { model: 'v2025.03.14', date: '2026-11-29', scores: 1 })
    assert.equal(scores.scores.get('CVE-2026-0001')?.probability, 0.9)
  }
})

test('whatever a line holds, a probability lies between 0 and 1', () => {
  const number = fc.oneof(fc.double().map(String), fc.string(), fc.integer().map(String))
  fc.assert(
    fc.property(number, number, (first, second) => {
      const row = rowOfEpss(`CVE-2026-0001,${first},${second}`)
      const isIn = (value: number): boolean => value >= 0 && value <= 1
      assert.ok(row === undefined || (isIn(row.probability) && isIn(row.percentile)))
    }),
  )
})

test('a match tells the score of its vulnerability, and nothing where there is none', () => {
  const records = [advisory({}), advisory({ id: 'CVE-2026-0002' })]
  const database = databaseOf(records, [remark, 'CVE-2026-0001,0.5,0.7'])
  const { matches } = matchInventory({ packages: [found({ name: 'a', version: '1' })], os: debian }, database)
  assert.deepEqual(
    matches.map(({ epss }) => epss),
    [{ probability: 0.5, percentile: 0.7 }, undefined],
  )
})

test('risk is likelihood times gravity; what nobody scored or rated is not taken for harmless', () => {
  const score = (probability: number): { probability: number; percentile: number } => ({
    probability,
    percentile: 0,
  })
  assert.equal(riskOf({ epss: score(0.5), severity: 'critical', isInert: false }), 0.475)
  assert.equal(riskOf({ epss: score(0.5), severity: 'low', isInert: false }), 0.1)
  assert.equal(riskOf({ epss: score(0.5), isInert: false }), 0.4)
  assert.equal(riskOf({ severity: 'high', isInert: false }), 0.1 * 0.8)
  assert.equal(riskOf({ epss: score(1), severity: 'critical', isInert: true }), 0)
})

test('exploited comes before likely, likely and grave before grave alone', () => {
  const names = ['exploited', 'grave', 'likely', 'unlikely']
  const critical = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H'
  const low = 'CVSS:3.1/AV:P/AC:H/PR:H/UI:R/S:U/C:L/I:N/A:N'
  const records = [
    advisory({ id: 'CVE-2026-0001', name: 'exploited', score: low }),
    advisory({ id: 'CVE-2026-0002', name: 'grave', score: critical }),
    advisory({ id: 'CVE-2026-0003', name: 'likely', score: low }),
    advisory({ id: 'CVE-2026-0004', name: 'unlikely', score: low }),
    { cveID: 'CVE-2026-0001', dateAdded: '2026-11-01' },
  ]
  const scores = [
    'CVE-2026-0001,0.01,0.1',
    'CVE-2026-0002,0.02,0.1',
    'CVE-2026-0003,0.8,0.9',
    'CVE-2026-0004,0.01,0.1',
  ]
  const database = databaseOf(records, [remark, ...scores])
  const packages = names.map((name) => found({ name, version: '1' }))
  const fixes = groupFixes(matchInventory({ packages, os: debian }, database).matches, () => 'unknown')
  assert.deepEqual(
    fixes.map(({ name, risk, epss }) => [name, risk, epss]),
    [
      ['exploited', 0.002, 0.01],
      ['likely', 0.16, 0.8],
      ['grave', 0.019, 0.02],
      ['unlikely', 0.002, 0.01],
    ],
  )
})
