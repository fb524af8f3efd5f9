// A platform too large to be assessed is told before its map is drawn; how large that is.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { estimateSteps, isTooLarge } from './size.ts'
import type { Terrain } from './terrain.ts'

/** Only what is counted. */
function terrainOf(pods: number, classes: number, services: number): Terrain {
  return {
    pods: Array.from({ length: pods }),
    reach: { classes: Array.from({ length: classes }) },
    openServices: Array.from({ length: services }),
  } as unknown as Terrain
}

test('pods count once, classes with each other and with every open service', () => {
  assert.equal(estimateSteps(terrainOf(10, 3, 2)), 10 * 25 + 3 * (3 + 2))
})

test('thousands of workloads that policies do not tell apart are assessed', () => {
  assert.equal(isTooLarge(terrainOf(5000, 20, 50)), false)
})

test('a thousand classes that all reach each other are not', () => {
  assert.equal(isTooLarge(terrainOf(1000, 1000, 10)), true)
})
