// By when flaws have to be gone.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { deadlinesOf } from '../../src/config/deadlines.ts'
import { parseConfig } from '../../src/config/parse.ts'
import { deadlineOf, type Deadlines, type Dated } from '../../src/model/patch-deadline.ts'

const deadlines: Deadlines = { exploited: 14, critical: 15, high: 30, medium: 90, low: 180 }
const published = (day: string): Dated => ({ day, by: 'published' })

test('a flaw is due so many days after its fix was told, as grave as it is', () => {
  const dayOf = (severity: 'critical' | 'high' | 'medium' | 'low' | 'info' | undefined): string | undefined =>
    deadlineOf({ severity, fixKnown: published('2026-11-01') }, deadlines)?.day
  assert.equal(dayOf('critical'), '2026-11-16')
  assert.equal(dayOf('high'), '2026-12-01')
  assert.equal(dayOf('medium'), '2027-01-30')
  assert.equal(dayOf('low'), '2027-04-30')
  assert.equal(dayOf(undefined), '2026-12-01', 'what nobody rated may be high')
  assert.equal(dayOf('info'), undefined)
})

test('what is exploited is due from the day on which both the fix and that were known', () => {
  const due = (fix: string | undefined, since: string): unknown => {
    const fixKnown = fix === undefined ? undefined : published(fix)
    const found = deadlineOf({ severity: 'low', fixKnown, exploitedSince: since }, deadlines)
    return found === undefined ? undefined : [found.day, found.reason, found.fromBy]
  }
  assert.deepEqual(due('2026-11-01', '2026-11-10'), ['2026-11-24', 'exploited', 'exploited'])
  assert.deepEqual(due('2026-11-10', '2026-11-01'), ['2026-11-24', 'exploited', 'published'])
  assert.deepEqual(due(undefined, '2026-11-10'), ['2026-11-24', 'exploited', 'exploited'])
  assert.equal(due(undefined, 'one day'), undefined)
})

test('the earlier of two deadlines counts: exploitation that is told late gives no more time', () => {
  const found = deadlineOf(
    { severity: 'critical', fixKnown: published('2026-11-01'), exploitedSince: '2026-11-20' },
    deadlines,
  )
  assert.deepEqual([found?.day, found?.reason], ['2026-11-16', 'critical'])
})

function configured(text: string): (trust: 'untrusted' | 'platform') => Deadlines {
  const parsed = parseConfig({ path: 'bulkhead.yaml', text })
  assert.ok(parsed.kind === 'config')
  return (trust) => deadlinesOf(parsed.value.config, trust)
}

test('untrusted code has less time for what is exploited, and never more than is stated for all', () => {
  assert.deepEqual(configured('')('platform'), deadlines)
  assert.deepEqual(configured('')('untrusted'), { ...deadlines, exploited: 7 })
  const strict = configured('patching: { deadlines: { exploited: 3, high: 20 } }')
  assert.deepEqual([strict('untrusted').exploited, strict('untrusted').high], [3, 20])
  const own = configured('patching: { untrusted: { exploited: 2, low: 30 } }')
  assert.deepEqual([own('untrusted').exploited, own('untrusted').low], [2, 30])
  assert.deepEqual(own('platform'), deadlines)
})
