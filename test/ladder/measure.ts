// From manifests and facts to depths, for tests.
import assert from 'node:assert/strict'

import type { GoalId } from '../../src/breach/goal.ts'
import { mapBreaches } from '../../src/breach/map/map.ts'
import { footholdsOf, type Measure, measureAll, readAll } from '../../src/breach/measure.ts'
import { techniques } from '../../src/breach/techniques/registry.ts'
import { surveyTerrain, type Terrain } from '../../src/breach/terrain.ts'
import { exampleImages } from '../../src/engine/example-images.ts'
import { looksByKey } from '../../src/engine/image-facts.ts'
import { withImageStarts } from '../../src/engine/image-starts.ts'
import { parseDocuments } from '../../src/engine/parse.ts'
import { assumedKubernetesVersion } from '../../src/knowledge/kubernetes-versions.ts'
import type { FactName, Facts } from '../../src/knowledge/platform-facts.ts'
import { defaultDepths, sameForAll } from '../../src/knowledge/required-depths.ts'
import { link } from '../../src/link/link.ts'

export interface Scene {
  readonly manifests: string
  readonly facts: Readonly<Partial<Record<FactName, string>>>
}

export function terrainOf({ manifests, facts }: Scene): Terrain {
  const document = { path: 'platform.yaml', text: manifests }
  const parsed = parseDocuments([document])
  assert.deepEqual(parsed.problems, [])
  const looks = looksByKey(exampleImages([document]).images)
  const platform = link(withImageStarts(parsed.facts, looks), {
    images: looks,
    kubernetesVersion: assumedKubernetesVersion,
    platformNamespaces: [],
    untrustedNamespaces: [],
  })
  const stated = Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, { value }])) as Facts
  return surveyTerrain(platform, { facts: stated, tenants: {} })
}

export function measure(scene: Scene): readonly Measure[] {
  const terrain = terrainOf(scene)
  const map = mapBreaches(terrain, techniques)
  return measureAll(footholdsOf(terrain), readAll(map, terrain), { required: sameForAll(defaultDepths) })
}

/** The least depth from the containers of tenant acme to a goal, which has to be decided. */
export function depthOf(
  measures: readonly Measure[],
  goal: GoalId,
  reading: 'asIs' | 'drift' = 'asIs',
): number {
  const depths = measures
    .filter((each) => each.foothold.tenant === 'acme' && each.goal.id === goal)
    .map((each) => {
      const { lower, upper } = each[reading]
      assert.equal(lower, upper, `${goal} is decided`)
      return lower
    })
  return Math.min(...depths)
}
