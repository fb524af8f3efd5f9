// What the engine computes equals what was derived by hand (test/ladder/README.md).
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { mapBreaches } from '../src/breach/map.ts'
import { footholdsOf, measureAll, readAll, type Measure } from '../src/breach/measure.ts'
import type { GoalId } from '../src/breach/goal.ts'
import { techniques } from '../src/breach/techniques/registry.ts'
import { surveyTerrain } from '../src/breach/terrain.ts'
import { parseDocuments } from '../src/engine/parse.ts'
import { assumedKubernetesVersion } from '../src/knowledge/kubernetes-versions.ts'
import { type Facts } from '../src/knowledge/platform-facts.ts'
import { defaultDepths } from '../src/knowledge/required-depths.ts'
import { link } from '../src/link/link.ts'
import { type Rung, rungs } from './ladder/platforms.ts'

function measure({ manifests, facts }: Pick<Rung, 'manifests' | 'facts'>): readonly Measure[] {
  const { facts: parsed, problems } = parseDocuments([{ path: 'platform.yaml', text: manifests }])
  assert.deepEqual(problems, [])
  const platform = link(parsed, {
    kubernetesVersion: assumedKubernetesVersion,
    platformNamespaces: [],
    untrustedNamespaces: [],
  })
  const stated = Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, { value }])) as Facts
  const terrain = surveyTerrain(platform, { facts: stated, tenants: {} })
  const map = mapBreaches(terrain, techniques)
  return measureAll(footholdsOf(terrain), readAll(map, terrain), { terrain, required: defaultDepths })
}

function depthOf(measures: readonly Measure[], goal: GoalId, tag?: string): number {
  const depths = measures
    .filter((each) => each.foothold.tenant === 'acme' && each.goal.id === goal)
    .filter((each) => tag === undefined || each.tag === tag)
    .map(({ asIs }) => {
      assert.equal(asIs.lower, asIs.upper, `${goal} is decided`)
      return asIs.lower
    })
  return Math.min(...depths)
}

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
