import { type Adjacency, at, edgesOf } from './adjacency.ts'
import type { DepthGraph, DepthQuery } from './graph.ts'
import { reachedTags } from './reach.ts'

/**
 * The graph without underminers that serve nobody: from them the target is to be had without any barrier, so whoever
 * comes there has no use for what they undermine; or nothing leads on from them, and they are entered from such
 * positions only.
 */
export function withoutIdle(graph: DepthGraph, query: DepthQuery, parts: Ways): DepthGraph {
  if (graph.undermines.size === 0) return graph
  const free = freely(graph, query, parts.edgesInto)
  const undermines = new Map([...graph.undermines].filter(([position]) => !isIdle(position, graph, { ...parts, free })))
  return undermines.size === graph.undermines.size ? graph : { ...graph, undermines }
}

interface Ways {
  readonly edgesInto: Adjacency
  readonly edgesFrom: Adjacency
}

function isIdle(
  position: number,
  { edges }: DepthGraph,
  { edgesInto, edgesFrom, free }: Ways & { readonly free: ReadonlySet<number> },
): boolean {
  if (free.has(position)) return true
  if (edgesOf(edgesFrom, position).length > 0) return false
  return edgesOf(edgesInto, position).every((edge) => free.has(at(edges.from, edge)))
}

/** The positions from which nothing stands before as many tags as are told apart. */
function freely(graph: DepthGraph, query: DepthQuery, edgesInto: Adjacency): ReadonlySet<number> {
  const isOpen = (edge: number): boolean => graph.edges.barriers[edge]?.length === 0
  const tags = reachedTags({ graph, edgesInto, isOpen }, query)
  return new Set(tags.flatMap((reached, position) => (reached?.size === query.kept ? [position] : [])))
}
