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

/** Kinds of graphs in turn: any; excursions that share their way; pods of several containers; many that lead alike to many. */
export function randomCase(seed: number): RandomCase {
  const random = seeded(seed)
  const kinds = [anyCase, intertwinedCase, compartmentCase, fanCase]
  return (kinds[seed % kinds.length] ?? anyCase)(random)
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
  const graph = {
    positionCount,
    domainCount: sharedCount + privateCount,
    barrierDomains: Int32Array.from(barrierDomains),
    edges,
    undermines,
  }
  return { graph, targets }
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
    barrierDomains: Int32Array.from([...shared, ...privateOf]),
    edges: { from: Int32Array.from(from), to: Int32Array.from(to), barriers },
    undermines,
  }
  return { graph, targets: randomTargets(random, positionCount) }
}

/** Positions that hold each other in pairs; most pairs have a domain before all that leaves them. */
function compartmentCase(random: Random): RandomCase {
  const pairCount = 2 + random(3)
  const positionCount = 2 * pairCount
  const barrierCount = 1 + random(4)
  const from: number[] = []
  const to: number[] = []
  const barriers: number[][] = []
  const draw = (tail: number, head: number, met: readonly number[]): void => {
    from.push(tail)
    to.push(head)
    barriers.push([...met])
  }
  for (let first = 0; first < positionCount; first += 2) {
    draw(first, first + 1, [])
    draw(first + 1, first, [])
  }
  for (let count = positionCount + random(6); count > 0; count--) {
    const tail = random(positionCount)
    const met = random(2) === 0 ? [random(barrierCount)] : []
    const before = random(4) === 0 ? [] : [barrierCount + (tail >> 1)]
    draw(tail, random(positionCount), [...met, ...before])
  }
  const domainCount = barrierCount + pairCount
  const graph = {
    positionCount,
    domainCount,
    barrierDomains: Int32Array.from({ length: domainCount }, (_, barrier) => barrier),
    edges: { from: Int32Array.from(from), to: Int32Array.from(to), barriers },
    undermines: randomUndermines(random, { positionCount, barrierCount }),
  }
  return { graph, targets: randomTargets(random, positionCount) }
}

/** As containers on shared nodes: several positions lead to the same few, each past barriers of its own. */
export function fanCase(random: Random): RandomCase {
  const { graph, targets } = anyCase(random)
  const { positionCount, barrierDomains } = graph
  const fan = [...new Set(Array.from({ length: 2 + random(3) }, () => random(positionCount)))]
  const edges = Array.from({ length: 2 + random(3) }, () => random(positionCount)).flatMap((from) => {
    const barriers = Array.from({ length: random(3) }, () => random(barrierDomains.length))
    return fan.map((to) => ({ from, to, barriers }))
  })
  const sorts = random(2) === 0 ? {} : { sorts: Int32Array.from({ length: positionCount }, () => random(2)) }
  const extended = {
    from: Int32Array.of(...graph.edges.from, ...edges.map(({ from }) => from)),
    to: Int32Array.of(...graph.edges.to, ...edges.map(({ to }) => to)),
    barriers: [...graph.edges.barriers, ...edges.map(({ barriers }) => barriers)],
  }
  return { graph: { ...graph, ...sorts, edges: extended }, targets }
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
  return { from: Int32Array.from(from), to: Int32Array.from(to), barriers }
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
