// A platform too large to be assessed is told before its map is drawn; how large that is.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { isTooLarge, stepsOfPods } from './size.ts'
import type { Terrain } from '../terrain.ts'

/** Only what is counted; every pod has two containers. */
function podsOn(pods: number, poolsOfEach: number): Pick<Terrain, 'pods' | 'pools'> {
  return {
    pods: Array.from({ length: pods }, () => ({ containers: [{}, {}] })),
    pools: { placementsOf: () => Array.from({ length: poolsOfEach }) },
  } as unknown as Terrain
}

test('containers count on every pool where they may run', () => {
  assert.equal(stepsOfPods(podsOn(10, 3)), 10 * (15 + 2 * (10 + 14 * 3)))
})

test('five thousand workloads that run on any of four pools are assessed, fifty thousand are not', () => {
  assert.equal(isTooLarge(stepsOfPods(podsOn(5000, 4))), false)
  assert.equal(isTooLarge(stepsOfPods(podsOn(50_000, 4))), true)
})
