// An analysis that lost what every platform has must say so instead of reporting that nothing leads anywhere.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { mapBreaches } from '../src/breach/map/map.ts'
import { findMissingSteps } from '../src/breach/map/self-check.ts'
import { techniques } from '../src/breach/techniques/registry.ts'
import { terrainOf } from './ladder/measure.ts'
import { rungs } from './ladder/platforms.ts'

for (const rung of rungs) {
  test(`nothing is missing on the map of rung ${rung.name}`, () => {
    const terrain = terrainOf(rung)
    assert.deepEqual(findMissingSteps(mapBreaches(terrain, techniques), terrain), [])
  })
}

for (const lost of ['ESC_KERNEL', 'NOD_TO_PODS', 'NET_EXFIL']) {
  test(`a map without ${lost} is noticed`, () => {
    const [, rung] = rungs
    assert.ok(rung !== undefined)
    const terrain = terrainOf(rung)
    const rest = techniques.filter(
      ({ id }) => id !== lost && !['ESC_RUNTIME_CVE', 'NET_DNS_TUNNEL'].includes(id),
    )
    assert.notDeepEqual(findMissingSteps(mapBreaches(terrain, rest), terrain), [])
  })
}
