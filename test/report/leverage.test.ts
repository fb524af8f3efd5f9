// Which of several changes comes first, and how far one is after each.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { ChangeReport } from '../../src/findings/breach-report.ts'
import { cutSentence, leverageOf, unmetSentence } from '../../src/report/leverage.ts'
import { breachOf } from './breaches.ts'
import { platformReport } from './reports.ts'

function change(name: string, routes: readonly string[], cost: number = 2): ChangeReport {
  return { name, kind: 'control', title: `Without ${name}`, cost, routes }
}

function cutOf(
  changes: readonly ChangeReport[],
  unmet: readonly string[] = [],
): Parameters<typeof cutSentence>[0] {
  return { changes, cost: 0, lowerBound: 0, isExact: true, unmet, ranked: changes }
}

test('the next change is the one that touches most routes that none before it did; the cheaper of equals', () => {
  const changes = [
    change('overlap', ['R1', 'R2', 'R3']),
    change('most', ['R1', 'R2', 'R3', 'R4']),
    change('dear', ['R6'], 3),
    change('cheap', ['R5'], 1),
  ]
  const ordered = leverageOf(platformReport(), breachOf({ cut: cutOf(changes) }))
  const told = ordered.map(({ change: { name }, covered }) => `${name} ${covered}`)
  assert.deepEqual(told, ['most 4', 'cheap 5', 'dear 6', 'overlap 6'])
})

test('what to do is the control’s remediation, or where a fact can be read', () => {
  const fact: ChangeReport = {
    name: 'imds',
    kind: 'fact',
    title: 'Make sure whether',
    cost: 2,
    routes: ['R1'],
  }
  const cut = cutOf([change('privileged-container', ['R1', 'R2']), fact])
  const facts = [{ fact: 'imds', question: 'whether', tell: '`az aks show`', effects: [] }] as const
  const remedies = leverageOf(platformReport(), breachOf({ cut, facts })).map(({ remedy }) => remedy)
  assert.match(remedies[0] ?? '', /^Remove `privileged: true`/)
  assert.equal(remedies[1], 'Make sure whether: see `az aks show`.')
})

test('a cut says what it promises, and what not', () => {
  const one = [change('a', ['R1'])]
  assert.equal(
    cutSentence(cutOf(one)),
    'This one change lifts every guarantee to what is required; no cheaper set does as much.',
  )
  assert.equal(
    cutSentence({ ...cutOf([...one, change('b', ['R2'])], ['the internet']), isExact: false }),
    'These 2 changes together do all that changes at hand can do; a cheaper set may do as much.',
  )
  assert.equal(unmetSentence(cutOf(one)), '')
  assert.equal(
    unmetSentence(cutOf(one, ['the internet'])),
    'No change at hand lifts 1 goal far enough: the internet.',
  )
})
