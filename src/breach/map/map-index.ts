import type { FactName } from '../../knowledge/platform-facts.ts'
import { numbersOf } from '../../kernel/numbers.ts'
import { remember } from '../../kernel/remember.ts'
import type { Assumption, StandingBarrier } from '../steps/barrier.ts'
import { Interner } from './interner.ts'
import type { BreachMap } from './map.ts'
import type { Step } from '../steps/step.ts'
import type { Position, PositionKind } from '../steps/position.ts'

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
  /** The lists by what steps carry. */
  readonly numbers: ReadonlyMap<readonly StandingBarrier[], number>
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

/** Worked out once for each map; of a map that differs little from another, only what differs. */
export const indexMap: (map: BreachMap) => MapIndex = remember((map: BreachMap): MapIndex => {
  const { base, steps } = map
  const known = base === undefined ? emptyIndex(map) : indexMap(base)
  const doubts = new Interner(known.doubts, (fact) => fact ?? '')
  const doubtIn = (assumes: Assumption | undefined): number =>
    assumes === undefined ? sure : doubts.add(assumes.fact)
  const listed = listBarriers(steps, known, doubtIn)
  const domains = new Interner(known.domains, (domain) => domain)
  const barrierDomains = numbersOf(listed.barriers, ({ domain }) => domains.add(domain))
  const numberOf = ({ key }: Position): number => known.positions.get(key) ?? 0
  return {
    positions: known.positions,
    sorts: known.sorts,
    from: numbersOf(steps, ({ from }) => numberOf(from)),
    to: numbersOf(steps, ({ to }) => numberOf(to)),
    doubtOf: numbersOf(steps, ({ assumes }) => doubtIn(assumes)),
    doubts: doubts.values,
    ...listed,
    domains: domains.values,
    barrierDomains,
    undermines: underminesOf(map, known.positions, listed.barriers),
  }
})

/** Positions, and nothing yet of what stands between them. */
function emptyIndex({ positions }: BreachMap): MapIndex {
  const nothing = new Int32Array()
  const kinds = new Interner<PositionKind>([], (kind) => kind)
  return {
    positions: new Map(positions.map(({ key }, index) => [key, index] as const)),
    sorts: numbersOf(positions, ({ kind }) => kinds.add(kind)),
    from: nothing,
    to: nothing,
    doubtOf: nothing,
    doubts: [],
    listOf: nothing,
    lists: [],
    numbers: new Map(),
    barriers: [],
    domains: [],
    barrierDomains: nothing,
    undermines: new Map(),
  }
}

/** Steps to many places share their list: each is looked at once. */
function listBarriers(
  steps: readonly Step[],
  known: MapIndex,
  doubtIn: (assumes: Assumption | undefined) => number,
): Pick<MapIndex, 'listOf' | 'lists' | 'numbers' | 'barriers'> {
  const barriers = new Interner(known.barriers, ({ instance, domain }) => `${instance} ${domain}`)
  const lists = new Interner(known.lists, (list) =>
    list.map(({ barrier, doubt }) => `${barrier}:${doubt}`).join(' '),
  )
  const numbers = new Map(known.numbers)
  const listOf = numbersOf(steps, (step) => {
    const found = numbers.get(step.barriers)
    if (found !== undefined) return found
    const list = step.barriers.map((barrier) => ({
      barrier: barriers.add(barrier),
      doubt: doubtIn(barrier.assumes),
    }))
    const number = lists.add(list)
    numbers.set(step.barriers, number)
    return number
  })
  return { listOf, lists: lists.values, numbers, barriers: barriers.values }
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
