// Manifests of other projects' attack suites, as positions and the steps between them.
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'

import { boundsOf } from '../../../src/breach/steps/certainty.ts'
import { type BreachMap, mapBreaches } from '../../../src/breach/map/map.ts'
import type { Step } from '../../../src/breach/steps/step.ts'
import { techniques } from '../../../src/breach/techniques/registry.ts'
import { surveyTerrain, type Terrain } from '../../../src/breach/terrain.ts'
import { parseDocuments } from '../../../src/engine/parse.ts'
import type { Facts } from '../../../src/knowledge/platform-facts.ts'
import { link } from '../../../src/link/link.ts'

export interface AttackScene {
  readonly terrain: Terrain
  readonly map: BreachMap
}

/** Kubernetes' own defaults; nobody states a fact. */
export function sceneOf(files: readonly string[], facts: Facts = {}): AttackScene {
  const documents = files.map((file) => ({ path: basename(file), text: readFileSync(file, 'utf8') }))
  const platform = link(parseDocuments(documents).facts, {
    kubernetesVersion: '1.34',
    platformNamespaces: [],
    untrustedNamespaces: [],
  })
  return sceneOn(surveyTerrain(platform, { facts, tenants: {} }))
}

export function sceneOn(terrain: Terrain): AttackScene {
  return { terrain, map: mapBreaches(terrain, techniques) }
}

/** Steps of a technique as things are; nothing has to fail on them at worst. */
export function openSteps({ map }: AttackScene, technique?: string): readonly Step[] {
  return map.steps.filter(
    (step) => !step.isDrift && step.technique === technique && boundsOf(step).lower === 0,
  )
}

/** One question to which a suite has an answer. */
export interface Answered {
  readonly id: string
  readonly expected: string
  readonly got: string
  /** Why we answer otherwise on purpose; an answer that differs without is an error. */
  readonly differs?: string
}

export interface BreachAgreement {
  readonly suite: string
  readonly answers: readonly Answered[]
}

export function agrees({ expected, got }: Answered): boolean {
  return expected === got
}

/** A set as text: sorted, so that equal sets are equal texts. */
export function setText(items: Iterable<string>): string {
  return [...new Set(items)].sort().join(' ')
}
