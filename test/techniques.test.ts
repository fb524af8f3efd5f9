// Every technique's examples are its tests: this file runs them all, and holds what all techniques have in common.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import type { AnyTechnique } from '../src/breach/any-technique.ts'
import { boundsOf } from '../src/breach/steps/certainty.ts'
import { groundsOf } from '../src/breach/map/grounds.ts'
import type { Technique, TechniqueExample } from '../src/breach/technique.ts'
import type { Opening } from '../src/breach/steps/opening.ts'
import { techniques } from '../src/breach/techniques/registry.ts'
import { surveyTerrain } from '../src/breach/terrain.ts'
import { registry } from '../src/controls/registry.ts'
import { exampleImages } from '../src/engine/example-images.ts'
import { looksByKey } from '../src/engine/image-facts.ts'
import { withImageStarts } from '../src/engine/image-starts.ts'
import { exampleDocument } from '../src/engine/examples.ts'
import { parseDocuments } from '../src/engine/parse.ts'
import { barriers } from '../src/knowledge/barriers.ts'
import { assumedKubernetesVersion } from '../src/knowledge/kubernetes-versions.ts'
import { type FactName, type Facts, platformFacts } from '../src/knowledge/platform-facts.ts'
import { link } from '../src/link/link.ts'

/** What is possible from the first ground of the technique's kind in an example. */
function openingsIn(technique: AnyTechnique, example: TechniqueExample): readonly Opening[] {
  const { manifest, facts } = typeof example === 'string' ? { manifest: example, facts: {} } : example
  const applies = technique.from === 'pod' ? 'pod' : 'container'
  const document = exampleDocument({ applies }, manifest)
  const parsed = parseDocuments([document])
  assert.deepEqual(parsed.problems, [], manifest)
  const looks = looksByKey(exampleImages([document]).images)
  const platform = link(withImageStarts(parsed.facts, looks), {
    images: looks,
    kubernetesVersion: assumedKubernetesVersion,
    platformNamespaces: [],
    untrustedNamespaces: [],
  })
  const terrain = surveyTerrain(platform, { facts: factsOf(facts), tenants: {} })
  const [first] = groundsOf(technique.from, terrain)
  assert.ok(first !== undefined, `nothing to start from: ${manifest}`)
  return (technique as Technique).find(first.ground as never, terrain)
}

function factsOf(values: Readonly<Record<string, string>>): Facts {
  for (const [name, value] of Object.entries(values)) {
    const fact = platformFacts[name as FactName]
    assert.ok(value in fact.values, `${name}: ${value}`)
  }
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]))
}

/** How the worst of several openings stands: what an example is listed under. */
function stateOf(openings: readonly Opening[]): keyof Technique['examples'] {
  if (openings.length === 0) return 'closed'
  const bounds = openings.map(boundsOf)
  const lower = Math.min(...bounds.map((each) => each.lower))
  const upper = Math.min(...bounds.map((each) => (each.upper === 'closed' ? Infinity : each.upper)))
  if (lower !== upper) return 'unknown'
  return lower === 0 ? 'open' : 'barred'
}

const states = ['open', 'barred', 'closed', 'unknown'] as const

for (const technique of techniques) {
  describe(`${technique.id} ${technique.name}`, () => {
    for (const state of states) {
      technique.examples[state].forEach((example, index) =>
        test(`${state} ${index}`, () => {
          const openings = openingsIn(technique, example)
          assert.equal(stateOf(openings), state, JSON.stringify(example))
          for (const opening of openings) assertOpening(technique, opening)
        }),
      )
    }
    test('is well formed', () => assertWellFormed(technique))
  })
}

function assertOpening(technique: AnyTechnique, { to, how, barriers: standing, closedBy }: Opening): void {
  if (closedBy !== undefined)
    assert.ok(technique.controls.includes(closedBy), `${closedBy} closes it, which it does not name`)
  assert.ok(technique.to.includes(to.kind), `leads to ${to.kind}, which it does not name`)
  assert.match(how, /^[A-Z0-9`'“].*[.]$/s, 'how is a sentence')
  for (const { barrier } of standing)
    assert.ok(technique.barriers.includes(barrier), `${barrier} stands, which it does not name`)
}

const controlNames = new Set(registry.map(({ name }) => name))

function assertWellFormed(technique: AnyTechnique): void {
  const { examples } = technique
  assert.match(technique.id, /^(?:CTR|ESC|NOD|K8S|NET|AZ|SUP|DAT|RES)_[A-Z0-9_]+$/)
  assert.match(technique.name, /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/)
  assert.ok(!controlNames.has(technique.name), 'a control has this name')
  assert.ok(technique.title.length <= 60, `title has ${technique.title.length} characters`)
  assert.match(technique.rationale, /^[A-Z`].*\.$/s)
  assert.ok(technique.guarantees.length > 0)
  for (const barrier of technique.barriers) assert.ok(barrier in barriers, barrier)
  for (const control of technique.controls) assert.ok(controlNames.has(control), `no control ${control}`)
  assert.ok(examples.open.length + examples.barred.length + examples.unknown.length > 0, 'can be taken')
}

test('ids and names are unique', () => {
  for (const key of ['id', 'name'] as const)
    assert.equal(new Set(techniques.map((each) => each[key])).size, techniques.length)
})
