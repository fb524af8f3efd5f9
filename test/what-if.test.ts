// What is supposed on the hardened platform changes depths the way that its owner would expect.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { registry } from '../src/controls/registry.ts'
import { whatIf, type WhatIf } from '../src/engine/what-if.ts'
import type { Facts } from '../src/knowledge/platform-facts.ts'
import type { Strand } from '../src/knowledge/required-depths.ts'
import { rungs } from './ladder/platforms.ts'

interface Supposed {
  readonly passing?: readonly string[]
  readonly failing?: readonly string[]
  readonly facts?: Facts
}

function suppose(rung: string, { passing = [], failing = [], facts = {} }: Supposed): WhatIf {
  const scene = rungs.find(({ name }) => name.startsWith(rung))
  assert.ok(scene !== undefined)
  const named = (names: readonly string[]): typeof registry =>
    registry.filter(({ name }) => names.includes(name))
  const stated = Object.fromEntries(
    Object.entries({ ...scene.facts }).map(([name, value]) => [name, { value }]),
  )
  return whatIf(
    { documents: [{ path: 'platform.yaml', text: scene.manifests }] },
    {},
    { passing: named(passing), failing: named(failing), facts: { ...stated, ...facts } },
  )
}

function depthAfter({ after }: WhatIf, strand: Strand): number {
  const { asIs } = after.find((each) => each.strand === strand) ?? { asIs: { lower: NaN } }
  return asIs.lower
}

test('nothing supposed leaves what the derivation says', () => {
  assert.equal(depthAfter(suppose('3', {}), 'data'), 2)
})

test('without a sandbox one flaw is enough', () => {
  assert.equal(depthAfter(suppose('3', { failing: ['untrusted-pod-without-sandbox'] }), 'data'), 1)
})

test('a privileged container needs no flaw', () => {
  assert.equal(depthAfter(suppose('2b', { failing: ['privileged-container'] }), 'data'), 0)
})

test('with a sandbox around every pod two flaws are needed', () => {
  assert.equal(depthAfter(suppose('2b', { passing: ['untrusted-pod-without-sandbox'] }), 'data'), 2)
})

test('limits for every container leave what no limit bounds', () => {
  const limits = ['cpu-limit-missing', 'memory-limit-missing', 'ephemeral-storage-limit-missing']
  assert.equal(depthAfter(suppose('2a', { passing: limits }), 'influence'), 1)
})

test('a cluster that enforces no policies leaves the flaw of a service', () => {
  assert.equal(depthAfter(suppose('3', { facts: { networkPolicy: { value: 'none' } } }), 'data'), 1)
})

test('a control that no route hangs on is told apart', () => {
  assert.deepEqual(suppose('3', { failing: ['liveness-probe-missing'] }).idle, ['liveness-probe-missing'])
})
