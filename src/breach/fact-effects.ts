import type { FactName } from '../knowledge/platform-facts.ts'
import { type Strand, strands } from '../knowledge/required-depths.ts'
import type { Assumption } from './barrier.ts'
import { goals } from './goal.ts'
import type { BreachMap } from './map.ts'
import { depthIn, type Depths, type Foothold, prepare, tagsFor } from './measure.ts'
import type { Terrain } from './terrain.ts'
import type { Depth } from './verdict.ts'

/** A fact that nobody stated, and what it would change if everything else that is unknown were well. */
export interface FactEffect {
  readonly fact: FactName
  readonly strands: readonly StrandEffect[]
}

export interface StrandEffect {
  readonly strand: Strand
  readonly ifGood: Depth
  readonly ifBad: Depth
}

export interface FactQuestion {
  readonly map: BreachMap
  readonly terrain: Terrain
  readonly footholds: readonly Foothold[]
  /** The reading in which everything unknown is well. */
  readonly best: Depths
}

/** What each unknown fact would change; those that change nothing by themselves are listed with no effect. */
export function weighFacts({ map, terrain, footholds, best }: FactQuestion): readonly FactEffect[] {
  const good = leastDepths(footholds, best)
  return unknownFacts(map).map((fact) => {
    const decided = new Map([[fact, 'bad' as const]])
    const bad = leastDepths(
      footholds,
      prepare(map, terrain, { unknowns: 'best', includesDrift: false, decided }),
    )
    return {
      fact,
      strands: strands.flatMap((strand) => {
        const [ifGood, ifBad] = [good.get(strand) ?? Infinity, bad.get(strand) ?? Infinity]
        return ifGood === ifBad ? [] : [{ strand, ifGood, ifBad }]
      }),
    }
  })
}

function unknownFacts({ steps }: BreachMap): readonly FactName[] {
  const assumptions: (Assumption | undefined)[] = steps.flatMap(({ assumes, barriers }) => [
    assumes,
    ...barriers.map((barrier) => barrier.assumes),
  ])
  return [...new Set(assumptions.flatMap((each) => each?.fact ?? []))].sort()
}

function leastDepths(footholds: readonly Foothold[], depths: Depths): ReadonlyMap<Strand, Depth> {
  const least = new Map<Strand, Depth>()
  for (const goal of goals) {
    for (const foothold of footholds) {
      for (const tag of tagsFor(goal, depths)) {
        const { most } = depthIn({ foothold, goal, tag }, depths)
        least.set(goal.strand, Math.min(least.get(goal.strand) ?? Infinity, most))
      }
    }
  }
  return least
}
