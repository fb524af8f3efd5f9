import type { FactName } from '../../knowledge/platform-facts.ts'
import type { Origin } from '../../model/origin.ts'
import type { StandingBarrier } from '../steps/barrier.ts'
import { doubted } from '../steps/doubt.ts'
import type { Position } from '../steps/position.ts'
import type { Opening } from '../steps/opening.ts'
import type { Terrain } from '../terrain.ts'

export interface Way {
  readonly to: readonly Position[]
  readonly how: string
  readonly evidence?: readonly Origin[]
  readonly barriers?: readonly StandingBarrier[]
  /** The identity that the fact is asked of. */
  readonly whose?: string
}

/** Ways that a fact of the platform opens or closes; at worst open where nobody said. */
export function openByFact(name: FactName, terrain: Terrain, way: Way): readonly Opening[] {
  const { is, assumes, evidence: read } = terrain.facts.ask(name, way.whose)
  const evidence = [...(way.evidence ?? []), ...read]
  return is === 'good' ? [] : openWays({ ...way, evidence, ...doubted(assumes) })
}

/** One opening to each end of a way. */
export function openWays({
  to,
  how,
  evidence = [],
  barriers = [],
  assumes,
}: Way & Pick<Opening, 'assumes'>): readonly Opening[] {
  return to.map((position) => ({
    to: position,
    how,
    evidence,
    barriers,
    ...doubted(assumes),
  }))
}
