import { type Barrier, barriers } from '../knowledge/barriers.ts'
import type { FactName } from '../knowledge/platform-facts.ts'
import type { Origin } from '../model/origin.ts'
import type { Assumption, StandingBarrier } from './steps/barrier.ts'
import { doubted } from './steps/doubt.ts'
import type { Terrain } from './terrain.ts'
import { clusterWide, instanceOf } from './steps/instances.ts'

export interface BarrierPlace {
  /** What the instance belongs to: a namespace, a pool, an image. */
  readonly at: string
  /** What one flaw of its domain takes down together; the cluster where nothing is said. */
  readonly domainOf?: string
  readonly label: string
  readonly evidence?: readonly (Origin | undefined)[]
  readonly assumes?: Assumption | undefined
}

/** A barrier as it stands at one place. */
export function barrierAt(barrier: Barrier, place: BarrierPlace): StandingBarrier {
  const { at, domainOf = clusterWide, label, evidence = [], assumes } = place
  return {
    barrier,
    instance: instanceOf(barrier, at),
    domain: `${barriers[barrier].domain}:${domainOf}`,
    label,
    evidence: evidence.filter((origin) => origin !== undefined),
    isIntrinsic: barrier.startsWith('X.'),
    ...doubted(assumes),
  }
}

/**
 * A barrier that nobody set up: it holds while no fix for a known flaw is missing (`good`), counts nothing where one is,
 * and counts at best where that is not known.
 */
export function intrinsic(
  barrier: Barrier,
  fact: FactName,
  { terrain, ...place }: BarrierPlace & { readonly terrain: Terrain },
): readonly StandingBarrier[] {
  const { is, assumes, evidence } = terrain.facts.ask(fact)
  if (is === 'bad') return []
  return [barrierAt(barrier, { ...place, assumes, evidence: [...(place.evidence ?? []), ...evidence] })]
}
