// What a patch plan says of deadlines.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { deadlinesIn, type StepDeadline } from '../../src/findings/patching/due.ts'
import { makePlan } from '../../src/findings/patching/make-plan.ts'
import { defaultDeadlines } from '../../src/knowledge/patching.ts'
import { renderPatchMarkdown } from '../../src/report/patch/markdown.ts'
import { renderPatch } from '../../src/report/patch/terminal.ts'
import { actionsOf, reasonText } from '../../src/report/patch/text.ts'
import { flaw, imageReport, used } from './images.ts'

function dueOf(more: Parameters<typeof flaw>[1]): StepDeadline {
  const [due] = deadlinesIn([flaw('CVE-1', more)], {
    deadlines: defaultDeadlines,
    unfixed: {},
    day: '2026-11-30',
  })
  assert.ok(due !== undefined)
  return due
}

const unrated = { severity: undefined } as never

test('what nobody rated is told as unrated, not as high', () => {
  assert.match(reasonText(dueOf({})), /^CVE-1 in bash is high: 30 days after /)
  assert.match(reasonText(dueOf(unrated)), /^CVE-1 in bash is unrated and counts as high: 30 days after /)
})

test('what is exploited is due for that, rated or not', () => {
  const exploited = { since: '2026-11-02', isRansomware: false }
  assert.match(reasonText(dueOf({ ...(unrated as object), exploited })), /^CVE-1 in bash is exploited: /)
})

test('what is to be built anew without any flaw is not taken from the cache either', () => {
  const weaknesses = [
    { name: 'base-moved', severity: 'medium', message: 'Moved.', remediation: '', places: [] },
  ] as const
  const plan = makePlan([used(imageReport('b.io/a:1', { weaknesses }))], {
    deadlinesOf: () => defaultDeadlines,
    day: '2026-11-30',
    version: '0',
    problems: [],
  })
  assert.deepEqual(plan.steps.flatMap(actionsOf), [
    'Build it with docker build --no-cache --pull, push it under a new tag, and name that where it runs.',
    'Where FROM names a digest, raise that first: --pull does not.',
  ])
})

test('what to put right of its order stands with the step, at a terminal and on a page', () => {
  const weaknesses = [
    {
      name: 'lists-updated-alone',
      severity: 'low',
      message: 'Alone.',
      remediation: 'Join.',
      places: ['layer 2'],
    },
  ] as const
  const plan = makePlan([used(imageReport('b.io/a:1', { weaknesses, flaws: [flaw('CVE-2026-0001')] }))], {
    deadlinesOf: () => defaultDeadlines,
    day: '2026-11-30',
    version: '0',
    problems: [],
  })
  assert.match(
    renderPatch(plan, { width: 100, hasColor: false, isFull: false }),
    /\n {5}order {4}Alone\. \(layer 2\) Join\.\n/,
  )
  assert.match(renderPatchMarkdown(plan), /\n {3}- Order: Alone\. \\\(layer 2\\\) Join\.\n/)
})
