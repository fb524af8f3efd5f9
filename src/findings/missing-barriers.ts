import { admissionBarriers } from '../breach/barriers/admission.ts'
import type { AnyTechnique } from '../breach/any-technique.ts'
import type { Step } from '../breach/steps/step.ts'
import { containerPosition, podPosition } from '../breach/steps/position.ts'
import type { Terrain } from '../breach/terrain.ts'
import { type Barrier, barriers, domainFacts, isAttainable } from '../knowledge/barriers.ts'

/** Barriers that could stand on a step and surely do not. */
export type MissingOn = (step: Step, technique: AnyTechnique) => readonly Barrier[]

/** Leaves out what nobody can set up, what may stand for all one knows, and what stands and has nothing to hold here. */
export function missingOn(terrain: Terrain): MissingOn {
  const namespaceOf = namespacesByPosition(terrain)
  return (step, technique) => {
    const namespace = namespaceOf.get(step.from.key)
    const standing = new Set(
      [...step.barriers, ...admissionOf(namespace, technique, terrain)].map(({ barrier }) => barrier),
    )
    return technique.barriers.filter(
      (barrier) => !standing.has(barrier) && isAttainable(barrier) && isMissing(barrier, step, terrain),
    )
  }
}

function namespacesByPosition({ pods }: Terrain): ReadonlyMap<string, string> {
  return new Map(
    pods.flatMap((pod) =>
      [podPosition(pod), ...pod.containers.map(containerPosition)].map(
        ({ key }) => [key, pod.namespace] as const,
      ),
    ),
  )
}

/** What would reject the field that opens the step, had the manifest come today. */
function admissionOf(
  namespace: string | undefined,
  { drift }: AnyTechnique,
  terrain: Terrain,
): Step['barriers'] {
  return namespace === undefined || drift === undefined ? [] : admissionBarriers(namespace, drift, terrain)
}

function isMissing(barrier: Barrier, step: Step, terrain: Terrain): boolean {
  const { fact, mode } = barriers[barrier]
  if (barrier === 'V.node') return isShared(step, terrain)
  if (fact !== undefined && decides(barrier)) return terrain.facts.ask(fact).is === 'bad'
  return mode === 'standing' || !isInDoubt(step)
}

/** A field that cannot be read may be what takes the way away; where it hangs on a fact, nothing else does. */
function isInDoubt({ assumes }: Step): boolean {
  return assumes !== undefined && assumes.fact === undefined
}

/** Whether a fact alone tells if it stands; for others it only tells whether they work. */
function decides(barrier: Barrier): boolean {
  const { fact, mode, domain } = barriers[barrier]
  return mode === 'closing' || domainFacts[domain] !== fact
}

/** Nodes on which only one tenant runs are its own already. */
function isShared({ from, to }: Step, { pools, ownerOf, facts }: Terrain): boolean {
  const pool = pools.all.find(({ name }) => name === (to.pool ?? from.pool))
  return pool === undefined ? facts.ask('placement').is === 'bad' : ownerOf(pool) === undefined
}
