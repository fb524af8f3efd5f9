import { at } from './adjacency.ts'
import type { DepthGraph, Undermined } from './graph.ts'

/** What an attacker owns once given domains have failed, and how: the truth that every depth is measured against. */
export interface Replay {
  /** Positions in the order in which they fell. */
  readonly order: readonly number[]
  /** The edge over which a position fell; none for the start. */
  readonly edgeInto: ReadonlyMap<number, number>
  /** The owned position that first undermined a barrier. */
  readonly underminerOf: ReadonlyMap<number, number>
}

export interface Attack {
  readonly start: number
  readonly failed: ReadonlySet<number>
}

/** The edges that may be taken from a position. */
export type EdgesFrom = (position: number) => Iterable<number>

/** Owns whatever can be owned. An edge that barriers hold back waits until one of them is undermined. */
export function replay(graph: DepthGraph, edgesFrom: EdgesFrom, attack: Attack): Replay {
  const order = [attack.start]
  const edgeInto = new Map<number, number>()
  const underminerOf = new Map<number, number>()
  const waiting = new Map<number, number[]>()
  const owned = new Set(order)
  const take = (edge: number): void => {
    const to = at(graph.edges.to, edge)
    if (owned.has(to)) return
    const standing = standingBarrier(graph, edge, { failed: attack.failed, underminerOf })
    if (standing !== undefined) return pushTo(waiting, standing, edge)
    owned.add(to)
    order.push(to)
    edgeInto.set(to, edge)
  }
  for (const position of order) {
    for (const barrier of graph.undermines.get(position) ?? []) {
      if (underminerOf.has(barrier)) continue
      underminerOf.set(barrier, position)
      waiting.get(barrier)?.forEach(take)
    }
    for (const edge of edgesFrom(position)) take(edge)
  }
  return { order, edgeInto, underminerOf }
}

interface Failures {
  readonly failed: ReadonlySet<number>
  readonly underminerOf: ReadonlyMap<number, number>
}

function standingBarrier(graph: DepthGraph, edge: number, failures: Failures): number | undefined {
  return graph.edges.barriers[edge]?.find(
    (barrier) =>
      !failures.failed.has(at(graph.barrierDomains, barrier)) && !failures.underminerOf.has(barrier),
  )
}

function pushTo(lists: Map<number, number[]>, key: number, value: number): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [value])
  else list.push(value)
}

/** The edges over which a replay came to a position. */
export function pathTo(graph: DepthGraph, { edgeInto }: Replay, position: number): number[] {
  const path: number[] = []
  for (let edge = edgeInto.get(position); edge !== undefined;) {
    path.push(edge)
    edge = edgeInto.get(at(graph.edges.from, edge))
  }
  return path.reverse()
}

/** Every barrier that was undermined on a path, on the paths to its underminers, and so on; the deepest first. */
export function underminedOn(
  graph: DepthGraph,
  path: readonly number[],
  { failed, replayed }: { failed: ReadonlySet<number>; replayed: Replay },
): Undermined[] {
  const found = new Map<number, Undermined>()
  const visit = (edges: readonly number[]): void => {
    for (const barrier of edges.flatMap((edge) => graph.edges.barriers[edge] ?? [])) {
      const position = replayed.underminerOf.get(barrier)
      if (failed.has(at(graph.barrierDomains, barrier)) || position === undefined || found.has(barrier))
        continue
      const undermined = { barrier, position, path: pathTo(graph, replayed, position) }
      visit(undermined.path)
      found.set(barrier, undermined)
    }
  }
  visit(path)
  return [...found.values()]
}
