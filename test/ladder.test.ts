// What the engine computes equals what was derived by hand (test/ladder/README.md).
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { defaultDepths } from '../src/knowledge/required-depths.ts'
import { depthOf, measure } from './ladder/measure.ts'
import { rungs } from './ladder/platforms.ts'

for (const rung of rungs) {
  describe(rung.name, () => {
    const measures = measure(rung)
    test('own node', () => assert.equal(depthOf(measures, 'node'), rung.expected.node))
    test("other tenant's data", () => assert.equal(depthOf(measures, 'tenant-data'), rung.expected.data))
    test('influence', () => {
      const depth = depthOf(measures, 'influence')
      const { influence } = rung.expected
      if (influence === 'holds') assert.ok(depth >= defaultDepths.influence, `${depth}`)
      else assert.equal(depth, influence)
    })
  })
}
