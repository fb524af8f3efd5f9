import type { FactName } from '../../knowledge/platform-facts.ts'
import { type Requirements, type Strand, strands } from '../../knowledge/required-depths.ts'
import type { Assumption } from '../steps/barrier.ts'
import { type Goal, pooledGoals, replicaGoals } from '../goal.ts'
import type { BreachMap } from '../map/map.ts'
import { type Depths, type Foothold, isConcerned, prepare, weakestOf } from '../measure.ts'
import type { Terrain } from '../terrain.ts'
import type { Depth } from '../steps/verdict.ts'

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
  /** Facts that nobody stated. */
  readonly unknown: readonly FactName[]
  readonly required: Requirements
}

/** What each unknown fact would cost below what is required; those that cost nothing are listed with no effect. */
export function weighFacts(question: FactQuestion): readonly FactEffect[] {
  const { map, terrain, footholds, unknown, required } = question
  const limit = required.largest
  const good = leastDepths(footholds, prepare(map, terrain, { unknowns: 'best', includesDrift: false }))
  return unknown.map((fact) => {
    const decided = new Map([[fact, 'bad' as const]])
    const bad = leastDepths(
      footholds,
      prepare(map, terrain, { unknowns: 'best', includesDrift: false, decided, enough: () => limit }),
    )
    return {
      fact,
      strands: strands.flatMap((strand) => {
        const [ifGood, ifBad] = [good.get(strand) ?? Infinity, bad.get(strand) ?? Infinity]
        return ifBad >= ifGood || ifBad > limit ? [] : [{ strand, ifGood, ifBad }]
      }),
    }
  })
}

export function unknownFacts({ steps }: BreachMap): readonly FactName[] {
  const assumptions: (Assumption | undefined)[] = steps.flatMap(({ assumes, barriers }) => [
    assumes,
    ...barriers.map((barrier) => barrier.assumes),
  ])
  return [...new Set(assumptions.flatMap((each) => each?.fact ?? []))].sort()
}

function leastDepths(footholds: readonly Foothold[], depths: Depths): ReadonlyMap<Strand, Depth> {
  const least = new Map<Strand, Depth>()
  const weakest = weakestOf(footholds)
  for (const goal of [...pooledGoals, ...replicaGoals]) {
    const known = least.get(goal.strand) ?? Infinity
    const asked = goal.concerns === undefined ? weakest : footholds
    least.set(goal.strand, Math.min(known, known === 0 ? 0 : leastDepth(goal, asked, depths)))
  }
  return least
}

/** Stops at what is at hand: nothing is nearer. */
function leastDepth(goal: Goal, footholds: readonly Foothold[], depths: Depths): Depth {
  let least: Depth = Infinity
  for (const aim of depths.aims([goal])) {
    const { depth } = depths.at(aim)
    for (const foothold of footholds.filter((each) => isConcerned(each, aim))) {
      least = Math.min(least, depth(foothold).most)
      if (least === 0) return least
    }
  }
  return least
}
