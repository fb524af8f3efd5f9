import type { FactName } from '../knowledge/platform-facts.ts'
import { remember } from '../kernel/remember.ts'
import type { Assumption, StandingBarrier } from './barrier.ts'
import { Interner } from './interner.ts'
import type { BreachMap } from './map.ts'

/** A map as numbers: what every reading of it shares. */
export interface MapIndex {
  /** Positions by their keys. */
  readonly positions: ReadonlyMap<string, number>
  /** Number of each position's kind. */
  readonly sorts: Int32Array
  /** The ends of each step. */
  readonly from: Int32Array
  readonly to: Int32Array
  /** What each step assumes: `sure`, or a place in `doubts`. */
  readonly doubtOf: Int32Array
  /** What somebody assumes: a fact, or nothing where a field is hidden. */
  readonly doubts: readonly (FactName | undefined)[]
  /** Each step's list of barriers. */
  readonly listOf: Int32Array
  readonly lists: readonly (readonly Stands[])[]
  /** Barriers, one for each instance and domain. */
  readonly barriers: readonly StandingBarrier[]
  readonly domains: readonly string[]
  readonly barrierDomains: Int32Array
  /** Position to the barriers that fall once it is held. */
  readonly undermines: ReadonlyMap<number, readonly number[]>
}

/** A barrier on a step: whether it stands may be assumed on one and sure on another. */
export interface Stands {
  readonly barrier: number
  readonly doubt: number
}

/** Stands for no assumption. */
export const sure = -1

/** Worked out once for each map. */
export const indexMap: (map: BreachMap) => MapIndex = remember((map: BreachMap): MapIndex => {
  const { steps } = map
  const positions = new Map(map.positions.map(({ key }, index) => [key, index] as const))
  const doubts = new Interner<FactName | undefined>()
  const doubtIn = (assumes: Assumption | undefined): number =>
    assumes === undefined ? sure : doubts.add(assumes.fact ?? '', assumes.fact)
  const { barriers, ...lists } = listBarriers(map, doubtIn)
  const domains = new Interner<string>()
  const barrierDomains = Int32Array.from(barriers, ({ domain }) => domains.add(domain, domain))
  const numberOf = ({ key }: { readonly key: string }): number => positions.get(key) ?? 0
  const kinds = new Interner<string>()
  return {
    positions,
    sorts: Int32Array.from(map.positions, ({ kind }) => kinds.add(kind, kind)),
    from: Int32Array.from(steps, ({ from }) => numberOf(from)),
    to: Int32Array.from(steps, ({ to }) => numberOf(to)),
    doubtOf: Int32Array.from(steps, ({ assumes }) => doubtIn(assumes)),
    doubts: doubts.values,
    ...lists,
    barriers,
    domains: domains.values,
    barrierDomains,
    undermines: underminesOf(map, positions, barriers),
  }
})

/** Steps to many places share their list: each is looked at once. */
function listBarriers(
  { steps }: BreachMap,
  doubtIn: (assumes: Assumption | undefined) => number,
): Pick<MapIndex, 'listOf' | 'lists' | 'barriers'> {
  const barriers = new Interner<StandingBarrier>()
  const lists = new Interner<readonly Stands[]>()
  const known = new Map<readonly StandingBarrier[], number>()
  const listOf = Int32Array.from(steps, (step) => {
    const found = known.get(step.barriers)
    if (found !== undefined) return found
    const list = step.barriers.map((barrier) => ({
      barrier: barriers.add(`${barrier.instance} ${barrier.domain}`, barrier),
      doubt: doubtIn(barrier.assumes),
    }))
    const number = lists.add(list.map(({ barrier, doubt }) => `${barrier}:${doubt}`).join(' '), list)
    known.set(step.barriers, number)
    return number
  })
  return { listOf, lists: lists.values, barriers: barriers.values }
}

function underminesOf(
  { undermined }: BreachMap,
  positions: ReadonlyMap<string, number>,
  barriers: readonly StandingBarrier[],
): ReadonlyMap<number, readonly number[]> {
  const byInstance = Map.groupBy(barriers.keys(), (index) => barriers[index]?.instance ?? '')
  const fallen = new Map<number, readonly number[]>()
  for (const [key, instances] of undermined) {
    const position = positions.get(key)
    const indices = new Set(instances.flatMap((name) => byInstance.get(name) ?? []))
    if (position !== undefined && indices.size > 0)
      fallen.set(
        position,
        [...indices].sort((a, b) => a - b),
      )
  }
  return fallen
}
