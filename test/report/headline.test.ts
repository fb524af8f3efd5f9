// The answer in one line: how far hostile code gets, from the worst strand and its worst verdict.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { BreachReport, StrandReport } from '../../src/findings/breach-report.ts'
import type { Report } from '../../src/findings/report.ts'
import { headline } from '../../src/report/headline.ts'
import { breachOf, ofFoothold, strandOf } from './breaches.ts'
import { platformReport } from './reports.ts'

const report = platformReport()
const clean: Report = { ...report, findings: [], counts: { ...report.counts, incomplete: 0 } }

/** A breach in which so many containers show these strands, and one more shows none. */
function breachWith(strands: readonly StrandReport[], containers: number): BreachReport {
  const foothold = breachOf().footholds.slice(0, 1)
  const hit = foothold.map((each) => ({ ...each, strands: strands.map(ofFoothold) }))
  return breachOf({
    strands,
    footholds: [...foothold, ...Array.from({ length: containers }, () => hit).flat()],
  })
}

test('a broken strand comes first, data before all others, with the containers that break it', () => {
  const strands = [
    strandOf('data', { verdict: 'broken' }),
    strandOf('containment', { verdict: 'broken' }),
    strandOf('influence', { verdict: 'thin' }),
  ]
  assert.equal(
    headline({ ...clean, breach: breachWith(strands, 8) }),
    'Hostile code in 8 containers reaches another tenant’s data with nothing in the way',
  )
  assert.equal(
    headline({ ...clean, breach: breachWith([strandOf('fair-share', { verdict: 'broken' })], 1) }),
    'Hostile code in one container drains what all share with nothing in the way',
  )
})

test('a thin strand says how much fails first, and that it may be less', () => {
  const exact = { lower: 1, upper: 1 }
  const thin = strandOf('containment', { verdict: 'thin', asIs: exact, drift: exact })
  assert.equal(
    headline({ ...clean, breach: breachWith([thin], 2) }),
    'Hostile code in 2 containers reaches other layers of the platform once one thing fails; 2 must stand',
  )
  const open = { lower: 0, upper: 2 } as const
  const wide = strandOf('data', { verdict: 'thin', required: 3, asIs: open, drift: open })
  assert.equal(
    headline({ ...clean, breach: breachWith([wide], 1) }),
    'Hostile code in one container reaches another tenant’s data once at most 2 things fail; 3 must stand',
  )
})

test('what is unproven is not said to hold', () => {
  assert.equal(
    headline({ ...clean, breach: breachWith([strandOf('data', { verdict: 'unproven' })], 3) }),
    'Not known: whether 2 things must fail before hostile code in 3 containers reaches another tenant’s data',
  )
})

test('where nothing falls short the findings are counted, and what was not analysed limits the claim', () => {
  const breach = breachOf()
  assert.equal(headline({ ...clean, breach }), 'All guarantees hold in depth')
  const failing = report.findings.filter(({ verdict, trust }) => verdict === 'fail' && trust !== 'managed')
  assert.equal(
    headline({ ...clean, breach, findings: failing.slice(0, 1), counts: { ...clean.counts, incomplete: 2 } }),
    'All guarantees hold in depth, as far as the input could be analysed; 1 finding to act on',
  )
})

test('without a cluster the controls answer', () => {
  const { breach: _, ...rest } = report
  assert.match(headline(rest), /^\d of 3 guarantees (?:do|does) not hold$/)
})
