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

export function randomCase(seed: number): RandomCase {
  const random = seeded(seed)
  const positionCount = 2 + random(7)
  const sharedCount = 1 + random(5)
  const privateCount = random(Math.min(positionCount, 10 - sharedCount) + 1)
  const barrierCount = 1 + random(12)
  const barrierDomains = Array.from({ length: barrierCount }, () => random(sharedCount))
  const privateOf = Array.from({ length: privateCount }, (_, index) => {
    barrierDomains.push(sharedCount + index)
    return barrierDomains.length - 1
  })
  const edges = randomEdges(random, { positionCount, barrierCount, privateOf })
  const undermines = randomUndermines(random, { positionCount, barrierCount })
  const targets = Array.from({ length: 1 + random(4) }, () => ({
    position: random(positionCount),
    tag: random(4),
  }))
  return { graph: { positionCount, domainCount: sharedCount + privateCount, barrierDomains, edges, undermines }, targets }
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
