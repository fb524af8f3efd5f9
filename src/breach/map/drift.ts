import { rememberBoth } from '../../kernel/remember.ts'
import type { Container, Pod } from '../../model/pod.ts'
import type { StandingBarrier } from '../steps/barrier.ts'
import { admissionBarriers } from '../barriers/admission.ts'
import { barrierAt } from '../make-barrier.ts'
import { ownNameOf } from '../own-names.ts'
import { workloadLabel } from '../steps/position.ts'
import type { Technique } from '../technique.ts'
import type { Opening } from '../steps/opening.ts'
import type { Terrain } from '../terrain.ts'

/**
 * What a wrong field of tomorrow would open where none does today: the author of the manifest has to fail, and
 * whatever admission would reject it.
 */
export function driftOpenings(ground: unknown, technique: Technique, terrain: Terrain): readonly Opening[] {
  const { drift } = technique
  const pod = podOf(ground as Container | Pod)
  if (drift === undefined || pod === undefined) return []
  const places = drift.to(ground as never, terrain)
  if (places.length === 0) return []
  const barriers = [
    authorOf(pod, terrain),
    ...admissionBarriers(pod.namespace, drift, terrain),
    ...(drift.barriers?.(ground as never, terrain) ?? []),
  ]
  const how = `A later version of ${workloadLabel(pod)} opens this way: ${technique.title}.`
  return places.map((to) => ({ to, how, evidence: [], barriers }))
}

/** Who writes the manifest of a pod: one barrier, however many steps it stands on. */
const authorOf = rememberBoth((pod: Pod, terrain: Terrain): StandingBarrier => {
  const name = ownNameOf(pod, terrain)
  return barrierAt('S.spec', {
    at: name,
    domainOf: name,
    label: `the author of ${workloadLabel(pod)} keeps its manifest right`,
    evidence: [pod.specOrigin],
  })
})

/** The pod that a technique starts from; nothing where it starts elsewhere. */
export function podOf(ground: Container | Pod): Pod | undefined {
  if (ground.asset === 'container') return ground.pod
  return ground.asset === 'pod' ? ground : undefined
}
