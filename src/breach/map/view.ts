import type { FactName } from '../../knowledge/platform-facts.ts'
import type { StandingBarrier } from '../steps/barrier.ts'
import { at } from '../depth/adjacency.ts'
import type { DepthGraph } from '../depth/graph.ts'
import type { BreachMap } from './map.ts'
import type { Step } from '../steps/step.ts'
import type { Position } from '../steps/position.ts'
import { indexMap, type MapIndex, sure } from './map-index.ts'

/** What is taken for true where nobody knows, and what is counted in. */
export interface Reading {
  /** `worst`: an assumed way is open and an assumed barrier is missing. `best`: the other way round. */
  readonly unknowns: 'worst' | 'best'
  /** Counts in what a wrong field of tomorrow would open. */
  readonly includesDrift: boolean
  /** Facts that are taken for decided, whatever `unknowns` says: for the question what one of them would change. */
  readonly decided?: ReadonlyMap<FactName, 'good' | 'bad'>
}

/** The map under one reading, as integers: what the depth solver works on. */
export interface View {
  readonly graph: DepthGraph
  /** The step behind one of the graph's edges. */
  readonly stepOf: (edge: number) => Step | undefined
  readonly positions: ReadonlyMap<string, number>
  readonly positionAt: (index: number) => Position | undefined
  /** Names of failure domains by the graph's indices. */
  readonly domains: readonly string[]
  /** Barriers by the graph's indices: one for each instance. */
  readonly barriers: readonly StandingBarrier[]
}

export function viewOf(map: BreachMap, reading: Reading): View {
  const index = indexMap(map)
  const isGood = index.doubts.map((fact) => isTakenForGood(fact, reading))
  const taken = takenSteps(map, index, { isGood, includesDrift: reading.includesDrift })
  const standing = index.lists.map((list) =>
    list.filter(({ doubt }) => doubt === sure || isGood[doubt] === true).map(({ barrier }) => barrier),
  )
  const ends = (of: Int32Array): Int32Array => taken.map((step) => of[step] ?? 0)
  return {
    graph: {
      positionCount: map.positions.length,
      domainCount: index.domains.length,
      sorts: index.sorts,
      barrierDomains: index.barrierDomains,
      edges: {
        from: ends(index.from),
        to: ends(index.to),
        barriers: listsOf(taken, index, standing),
      },
      undermines: index.undermines,
    },
    stepOf: (edge) => map.steps[taken[edge] ?? -1],
    positions: index.positions,
    positionAt: (position) => map.positions[position],
    domains: index.domains,
    barriers: index.barriers,
  }
}

const none: readonly number[] = []

function listsOf(
  taken: Int32Array,
  { listOf }: MapIndex,
  standing: readonly (readonly number[])[],
): (readonly number[])[] {
  const lists: (readonly number[])[] = []
  for (let edge = 0; edge < taken.length; edge++) lists.push(standing[at(listOf, at(taken, edge))] ?? none)
  return lists
}

interface Taken {
  readonly isGood: readonly boolean[]
  readonly includesDrift: boolean
}

/** A step that is assumed is there, unless what it hangs on is taken for good. */
function takenSteps(
  { steps }: BreachMap,
  { doubtOf }: MapIndex,
  { isGood, includesDrift }: Taken,
): Int32Array {
  const taken = new Int32Array(steps.length)
  let count = 0
  steps.forEach(({ isDrift }, step) => {
    const doubt = doubtOf[step] ?? sure
    if ((!isDrift || includesDrift) && (doubt === sure || isGood[doubt] !== true)) taken[count++] = step
  })
  return taken.subarray(0, count)
}

/** Whether what is not known is taken in the platform's favour. */
function isTakenForGood(fact: FactName | undefined, { unknowns, decided }: Reading): boolean {
  const decision = fact === undefined ? undefined : decided?.get(fact)
  return decision === undefined ? unknowns === 'best' : decision === 'good'
}
