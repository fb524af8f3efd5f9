// The truth: every set of failed domains is tried, smallest first. Shares nothing with the solver.
import type { DepthGraph, Target, Witness } from '../../src/breach/depth/graph.ts'

/** What is owned from a start when these domains have failed, by the definition: until nothing is added. */
export function ownedUnder(graph: DepthGraph, start: number, failed: ReadonlySet<number>): Set<number> {
  const owned = new Set([start])
  const isDown = (barrier: number): boolean =>
    failed.has(graph.barrierDomains[barrier] ?? -1) ||
    [...owned].some((position) => graph.undermines.get(position)?.includes(barrier) === true)
  for (let size = 0; size !== owned.size;) {
    size = owned.size
    graph.edges.barriers.forEach((barriers, edge) => {
      if (owned.has(graph.edges.from[edge] ?? -1) && barriers.every(isDown))
        owned.add(graph.edges.to[edge] ?? -1)
    })
  }
  return owned
}

/** Sets of domains by size, up to a limit, with what falls under each. */
export interface Fall {
  readonly size: number
  readonly owned: ReadonlySet<number>
}

export function allFalls(graph: DepthGraph, start: number, limit: number): Fall[] {
  return subsets(graph.domainCount, limit).map((failed) => ({
    size: failed.length,
    owned: ownedUnder(graph, start, new Set(failed)),
  }))
}

function subsets(count: number, limit: number): number[][] {
  const found: number[][] = [[]]
  for (let at = 0; at < found.length; at++) {
    const set = found[at] ?? []
    if (set.length === limit) break
    for (let next = (set.at(-1) ?? -1) + 1; next < count; next++) found.push([...set, next])
  }
  return found
}

/** The depth of the nearest of some targets: beyond the limit Infinity, whether or not there is a route. */
export function bruteDepth(falls: readonly Fall[], targets: readonly Target[]): number {
  const fall = falls.find(({ owned }) => targets.some(({ position }) => owned.has(position)))
  return fall?.size ?? Infinity
}

export function isReachable(graph: DepthGraph, start: number, targets: readonly Target[]): boolean {
  const all = new Set(Array.from({ length: graph.domainCount }, (_, domain) => domain))
  const owned = ownedUnder(graph, start, all)
  return targets.some(({ position }) => owned.has(position))
}

/** What is wrong with a witness; nothing when it holds. */
export function faultsOf(graph: DepthGraph, witness: Witness): string[] {
  const owned = new Set([witness.start])
  const faults: string[] = []
  const walk = (path: readonly number[], end: number): void => {
    let position = witness.start
    for (const edge of path) {
      if (graph.edges.from[edge] !== position) faults.push(`edge ${edge} does not follow`)
      faults.push(...standingAt(graph, edge, { witness, owned }))
      position = graph.edges.to[edge] ?? -1
      owned.add(position)
    }
    if (position !== end) faults.push(`a path ends at ${position} instead of ${end}`)
  }
  for (const { position, path } of witness.undermined) walk(path, position)
  walk(witness.route, witness.target.position)
  return faults
}

interface Progress {
  readonly witness: Witness
  readonly owned: ReadonlySet<number>
}

/** Barriers of an edge that have neither failed nor been undermined by what is owned. */
function standingAt(graph: DepthGraph, edge: number, { witness, owned }: Progress): string[] {
  const barriers = graph.edges.barriers[edge] ?? []
  const left = barriers.filter((barrier) => !witness.failed.includes(graph.barrierDomains[barrier] ?? -1))
  return left.flatMap((barrier) => {
    const by = witness.undermined.find((each) => each.barrier === barrier)?.position ?? -1
    return [
      ...(owned.has(by) ? [] : [`barrier ${barrier} stands at edge ${edge}`]),
      ...(graph.undermines.get(by)?.includes(barrier) === true
        ? []
        : [`${by} does not undermine ${barrier}`]),
    ]
  })
}
