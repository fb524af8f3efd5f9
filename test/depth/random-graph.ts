// Small graphs from a seed: shared and private domains, barriers that positions undermine, tags.
import type { DepthGraph, Target } from '../../src/breach/depth/graph.ts'

export interface RandomCase {
  readonly graph: DepthGraph
  readonly targets: readonly Target[]
}

export type Random = (below: number) => number

/** The same numbers for the same seed (mulberry32). */
export function seeded(seed: number): Random {
  let state = seed >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

/** Even seeds give graphs of any kind; odd ones such where much depends on excursions that share their way. */
export function randomCase(seed: number): RandomCase {
  const random = seeded(seed)
  return seed % 2 === 0 ? anyCase(random) : intertwinedCase(random)
}

function anyCase(random: Random): RandomCase {
  const positionCount = 2 + random(7)
  const sharedCount = 1 + random(5)
  const privateCount = random(Math.min(positionCount, 10 - sharedCount) + 1)
  const barrierCount = 1 + random(12)
  const shared = Array.from({ length: barrierCount }, () => random(sharedCount))
  const privateOf = Array.from({ length: privateCount }, (_, index) => barrierCount + index)
  const barrierDomains = [...shared, ...privateOf.map((_, index) => sharedCount + index)]
  const edges = randomEdges(random, { positionCount, barrierCount, privateOf })
  const undermines = randomUndermines(random, { positionCount, barrierCount })
  const targets = randomTargets(random, positionCount)
  return {
    graph: { positionCount, domainCount: sharedCount + privateCount, barrierDomains, edges, undermines },
    targets,
  }
}

/** Few ways, most positions with a domain of their own, and each other barrier undermined somewhere. */
function intertwinedCase(random: Random): RandomCase {
  const positionCount = 5 + random(4)
  const barrierCount = 2 + random(3)
  const shared = Array.from({ length: barrierCount }, (_, barrier) => (random(3) === 0 ? 0 : barrier))
  const privateCount = Math.min(1 + random(positionCount), 10 - barrierCount)
  const privateOf = Array.from({ length: privateCount }, (_, index) => barrierCount + index)
  const from: number[] = []
  const to: number[] = []
  const barriers: number[][] = []
  for (let edge = 0; edge < positionCount + random(4); edge++) {
    const head = edge < positionCount - 1 ? edge + 1 : random(positionCount)
    from.push(random(edge < positionCount - 1 ? head : positionCount))
    to.push(head)
    const own = privateOf[head - 1]
    const met = random(2) === 0 ? [random(barrierCount)] : []
    barriers.push(own === undefined || random(3) === 0 ? met : [...met, own])
  }
  const undermines = new Map<number, number[]>()
  for (let barrier = 0; barrier < barrierCount; barrier++) {
    const position = random(positionCount)
    undermines.set(position, [...(undermines.get(position) ?? []), barrier])
  }
  const graph = {
    positionCount,
    domainCount: barrierCount + privateCount,
    barrierDomains: [...shared, ...privateOf],
    edges: { from, to, barriers },
    undermines,
  }
  return { graph, targets: randomTargets(random, positionCount) }
}

function randomTargets(random: Random, positionCount: number): Target[] {
  return Array.from({ length: 1 + random(4) }, () => ({ position: random(positionCount), tag: random(4) }))
}

interface Sizes {
  readonly positionCount: number
  readonly barrierCount: number
  readonly privateOf: readonly number[]
}

function randomEdges(random: Random, { positionCount, barrierCount, privateOf }: Sizes): DepthGraph['edges'] {
  const from: number[] = []
  const to: number[] = []
  const barriers: number[][] = []
  const edgeCount = positionCount + random(3 * positionCount)
  const bareness = random(4)
  for (let edge = 0; edge < edgeCount; edge++) {
    const head = random(positionCount)
    from.push(random(positionCount))
    to.push(head)
    const own = privateOf[head]
    const some = random(4) < bareness ? 0 : 1 + random(3)
    const shared = Array.from({ length: some }, () => random(barrierCount))
    barriers.push(own === undefined || random(4) === 0 ? shared : [...shared, own])
  }
  return { from, to, barriers }
}

function randomUndermines(
  random: Random,
  { positionCount, barrierCount }: Pick<Sizes, 'positionCount' | 'barrierCount'>,
): Map<number, number[]> {
  const undermines = new Map<number, number[]>()
  for (let count = random(6); count > 0; count--) {
    const position = random(positionCount)
    const barriers = Array.from({ length: 1 + random(3) }, () => random(barrierCount))
    undermines.set(position, [...(undermines.get(position) ?? []), ...barriers])
  }
  return undermines
}
