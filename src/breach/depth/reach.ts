import { type Adjacency, at, edgesOf } from './adjacency.ts'
import type { DepthGraph, DepthQuery } from './graph.ts'

/** Tags that a position reaches when nothing holds, up to as many as are told apart: without a tag there is no route. */
export function reachedTags(
  graph: DepthGraph,
  edgesInto: Adjacency,
  { targets, kept }: DepthQuery,
): readonly (readonly number[] | undefined)[] {
  const reached: (number[] | undefined)[] = Array.from({ length: graph.positionCount })
  const queue = targets.map(({ position, tag }) => ({ position, tag }))
  for (const { position, tag } of queue) {
    const tags = (reached[position] ??= [])
    if (tags.length >= kept || tags.includes(tag)) continue
    tags.push(tag)
    for (const edge of edgesOf(edgesInto, position)) queue.push({ position: at(graph.edges.from, edge), tag })
  }
  return reached
}
