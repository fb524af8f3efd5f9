// A platform too large to be assessed is told before its map is drawn; how large that is.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { estimateSteps, isTooLarge } from './size.ts'
import type { Terrain } from './terrain.ts'

interface Counts {
  readonly pods: number
  readonly poolsOfEach: number
  readonly classes: number
  readonly doors: number
}

/** Only what is counted; every pod has two containers. */
function terrainOf({ pods, poolsOfEach, classes, doors }: Counts): Terrain {
  return {
    pods: Array.from({ length: pods }, () => ({ containers: [{}, {}] })),
    pools: { placementsOf: () => Array.from({ length: poolsOfEach }) },
    reach: { classes: Array.from({ length: classes }) },
    openDoors: Array.from({ length: doors }),
  } as unknown as Terrain
}

test('containers count on every pool where they may run, classes with each other and with every open door', () => {
  const terrain = terrainOf({ pods: 10, poolsOfEach: 3, classes: 4, doors: 5 })
  assert.equal(estimateSteps(terrain), 10 * (15 + 2 * (10 + 14 * 3)) + 4 * (4 + 5))
})

test('thousands of workloads that policies do not tell apart are assessed', () => {
  assert.equal(isTooLarge(terrainOf({ pods: 5000, poolsOfEach: 4, classes: 200, doors: 50 })), false)
})

test('two thousand classes that all reach each other are not', () => {
  assert.equal(isTooLarge(terrainOf({ pods: 1000, poolsOfEach: 1, classes: 2000, doors: 10 })), true)
})
