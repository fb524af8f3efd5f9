import type { FactName } from '../knowledge/platform-facts.ts'
import type { Assumption, StandingBarrier } from './barrier.ts'
import type { DepthGraph } from './depth/graph.ts'
import type { BreachMap, Step } from './map.ts'

/** What is taken for true where nobody knows, and what is counted in. */
export interface Reading {
  /** `worst`: an assumed way is open and an assumed barrier is missing. `best`: the other way round. */
  readonly unknowns: 'worst' | 'best'
  /** Counts in what a wrong field of tomorrow would open. */
  readonly includesDrift: boolean
  /** How far depths are counted; 4 where nothing is said. */
  readonly limit?: number
  /** Facts that are taken for decided, whatever `unknowns` says: for the question what one of them would change. */
  readonly decided?: ReadonlyMap<FactName, 'good' | 'bad'>
}

/** The map under one reading, as integers: what the depth solver works on. */
export interface View {
  readonly graph: DepthGraph
  /** The steps by the graph's edge indices. */
  readonly steps: readonly Step[]
  readonly positions: ReadonlyMap<string, number>
  /** Names of failure domains by the graph's indices. */
  readonly domains: readonly string[]
  /** Barriers by the graph's indices: one for each instance. */
  readonly barriers: readonly StandingBarrier[]
}

export function viewOf(map: BreachMap, reading: Reading): View {
  const steps = map.steps.filter((step) => isTaken(step, reading))
  const positions = new Map(map.positions.map(({ key }, index) => [key, index] as const))
  const instances = new Interner<StandingBarrier>()
  const domains = new Interner<string>()
  const indexOf = ({ key }: { readonly key: string }): number => positions.get(key) ?? 0
  const barriersOfSteps = steps.map(({ barriers }) =>
    barriers
      .filter((barrier) => stands(barrier.assumes, reading))
      .map((barrier) => instances.add(`${barrier.instance} ${barrier.domain}`, barrier)),
  )
  const barrierDomains = instances.values.map(({ domain }) => domains.add(domain, domain))
  return {
    graph: {
      positionCount: map.positions.length,
      domainCount: domains.values.length,
      barrierDomains: Int32Array.from(barrierDomains),
      edges: {
        from: Int32Array.from(steps, ({ from }) => indexOf(from)),
        to: Int32Array.from(steps, ({ to }) => indexOf(to)),
        barriers: barriersOfSteps,
      },
      undermines: underminesOf(map, positions, instances.values),
    },
    steps,
    positions,
    domains: domains.values,
    barriers: instances.values,
  }
}

function isTaken({ assumes, isDrift }: Step, reading: Reading): boolean {
  if (isDrift && !reading.includesDrift) return false
  return assumes === undefined || !isGood(assumes, reading)
}

function stands(assumes: Assumption | undefined, reading: Reading): boolean {
  return assumes === undefined || isGood(assumes, reading)
}

/** Whether what is not known is taken in the platform's favour. */
function isGood({ fact }: Assumption, { unknowns, decided }: Reading): boolean {
  const decision = fact === undefined ? undefined : decided?.get(fact)
  return decision === undefined ? unknowns === 'best' : decision === 'good'
}

function underminesOf(
  { undermined }: BreachMap,
  positions: ReadonlyMap<string, number>,
  barriers: readonly StandingBarrier[],
): ReadonlyMap<number, readonly number[]> {
  const byInstance = Map.groupBy(
    barriers.map(({ instance }, index) => ({ instance, index })),
    ({ instance }) => instance,
  )
  const fallen = new Map<number, readonly number[]>()
  for (const [key, instances] of undermined) {
    const position = positions.get(key)
    const indices = instances.flatMap((name) => (byInstance.get(name) ?? []).map(({ index }) => index))
    if (position !== undefined && indices.length > 0)
      fallen.set(
        position,
        [...new Set(indices)].sort((a, b) => a - b),
      )
  }
  return fallen
}

/** Numbers values by their names, in the order in which they come. */
class Interner<T> {
  readonly values: T[] = []
  readonly #indices = new Map<string, number>()

  add(name: string, value: T): number {
    const known = this.#indices.get(name)
    if (known !== undefined) return known
    const index = this.values.length
    this.values.push(value)
    this.#indices.set(name, index)
    return index
  }
}
