// Scores and ratings, against examples that FIRST and NIST publish.
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { gunzipSync } from 'node:zlib'

import { scoreOf, severityOfVector, severityOfWord } from '../../src/images/advisories/cvss.ts'
import { advisoriesOf, osvSchema } from '../../src/images/advisories/osv.ts'
import { shared } from '../conformance/suites.ts'

type Scored = readonly (readonly [vector: string, score: number | undefined])[]

function assertScores(scores: Scored): void {
  for (const [vector, score] of scores) assert.equal(scoreOf(vector), score, vector)
}

test('scores of CVSS 3 are those of the specification', () => {
  assertScores([
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', 9.8],
    ['CVSS:3.0/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N', 6.1],
    ['CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H', 7.8],
    ['CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:C/C:H/I:H/A:H', 9.9],
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N', 0],
    ['CVSS:3.1/AV:P/AC:H/PR:H/UI:R/S:U/C:L/I:N/A:N', 1.6],
    ['CVSS:3.1/AV:N/AC:L', undefined],
    ['CVSS:3.1/AV:X/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', undefined],
    ['CVSS:3.1/constructor:N', undefined],
  ])
})

test('scores of CVSS 4 are those of the examples that FIRST publishes', () => {
  const none = 'SC:N/SI:N/SA:N'
  assertScores([
    [`CVSS:4.0/AV:L/AC:L/AT:P/PR:L/UI:N/VC:H/VI:H/VA:H/${none}`, 7.3], // CVE-2022-41741
    [`CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:P/VC:H/VI:H/VA:H/${none}`, 7.7], // CVE-2020-3549
    [`CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:N/VC:H/VI:L/VA:L/${none}`, 8.3], // CVE-2023-3089
    ['CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:A/VC:N/VI:N/VA:N/SC:L/SI:L/SA:N', 5.1], // CVE-2022-21830
    ['CVSS:4.0/AV:A/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:H/SI:N/SA:H', 6.4], // CVE-2013-6014
    [`CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:N/VA:N/${none}/E:A`, 8.7], // CVE-2014-0160
    [`CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/${none}`, 9.3], // CVE-2014-6271
    ['CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H/E:A', 10], // CVE-2021-44228
    [`CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/${none}`, 0],
  ])
})

test('scores of CVSS 2 are those of its guide', () => {
  assertScores([
    ['AV:N/AC:L/Au:N/C:N/I:N/A:C', 7.8], // CVE-2002-0392
    ['AV:N/AC:L/Au:N/C:C/I:C/A:C', 10], // CVE-2003-0818
    ['AV:L/AC:H/Au:N/C:C/I:C/A:C', 6.2], // CVE-2003-0062
  ])
  assert.equal(severityOfVector('AV:N/AC:L/Au:N/C:C/I:C/A:C'), 'high', 'version 2 has nothing above it')
})

test('what a vector of version 4 says of exploits and of its environment counts, and nothing that is unknown', () => {
  const whole = 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N'
  assertScores([
    [`${whole}/MVC:N/MVI:N/MVA:N`, 0],
    [`${whole}/S:N/AU:Y/U:Clear`, 9.3],
    [`${whole}/E:X`, 9.3],
    [`${whole}/E:U`, 8.1],
    [`${whole}/0/QQ:Z/`, 9.3],
    ['AV:N/AC:L/Au:N/C:C/I:C/A:C/E:U/TD:N', 10],
  ])
})

test('a vector that is not whole has no score: it is not taken for harmless', () => {
  const whole = 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N'
  assertScores([
    ['CVSS:4.0/AV:N/AC:L', undefined],
    [whole.replace('AV:N', 'AV:X'), undefined],
    [whole.replace('VC:H', 'VC:N/VC:H'), undefined],
    [whole.replace('4.0', '5.0'), undefined],
    [`${whole}/${'Q:'.repeat(200)}`, undefined],
    ['AV:N', undefined],
    ['', undefined],
    ['high', undefined],
  ])
})

function rating(record: object): string | undefined {
  const affected = {
    package: { ecosystem: 'Ubuntu:24.04:LTS', name: 'a' },
    versions: ['1'],
  }
  const whole = { id: 'CVE-2026-1', affected: [affected], ...record }
  return advisoriesOf(osvSchema.parse(whole))[0]?.advisory.severity
}

test("a vendor's word wins over vectors, and what is said of a package over what is said of all", () => {
  const vector = { type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' }
  const affected = { package: { ecosystem: 'Debian:12', name: 'a' }, versions: ['1'] }
  assert.equal(rating({ severity: [vector] }), 'critical')
  assert.equal(rating({ severity: [vector, { type: 'Ubuntu', score: 'low' }] }), 'low')
  assert.equal(rating({ severity: [vector], database_specific: { severity: 'MODERATE' } }), 'medium')
  assert.equal(
    rating({
      severity: [vector],
      database_specific: { severity: 'High' },
      affected: [{ ...affected, ecosystem_specific: { urgency: 'unimportant' } }],
    }),
    'info',
  )
  assert.equal(
    rating({
      severity: [vector],
      affected: [{ ...affected, ecosystem_specific: { urgency: 'not yet assigned' } }],
    }),
    'critical',
    'no word is no rating',
  )
  assert.equal(rating({ database_specific: { severity: 'Unknown' } }), undefined)
})

const bitnami = join(shared, 'advisories', 'osv-bitnami.ndjson.gz')
const missing = existsSync(bitnami) ? false : 'no advisories here'

test('704 vectors of version 4 rate as the words beside them', { skip: missing }, () => {
  const lines = gunzipSync(readFileSync(bitnami)).toString().trim().split('\n')
  const rated = lines.flatMap((line) => {
    const { affected = [], database_specific: own } = osvSchema.parse(JSON.parse(line))
    return affected
      .flatMap(({ severity = [] }) => severity)
      .filter(({ type }) => type === 'CVSS_V4')
      .map(({ score }) => ({ score, word: String(own?.severity) }))
  })
  assert.equal(rated.length, 704)
  for (const { score, word } of rated) assert.equal(severityOfVector(score), severityOfWord(word), score)
})
