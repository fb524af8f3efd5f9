import { at } from './adjacency.ts'
import type { DepthGraph } from './graph.ts'

/** Position to the first of those that hold each other without any barrier, as a pod and its containers do. */
export function compartmentsOf({ positionCount, edges }: DepthGraph): Int32Array {
  const first = Int32Array.from({ length: positionCount }, (_, position) => position)
  const open = new Set<number>()
  edges.barriers.forEach((barriers, edge) => {
    const [from, to] = [at(edges.from, edge), at(edges.to, edge)]
    if (barriers.length > 0) return
    open.add(from * positionCount + to)
    if (open.has(to * positionCount + from)) join(first, from, to)
  })
  return first.map((_, position) => find(first, position))
}

function join(first: Int32Array, a: number, b: number): void {
  const [one, other] = [find(first, a), find(first, b)]
  first[Math.max(one, other)] = Math.min(one, other)
}

function find(first: Int32Array, position: number): number {
  let at = position
  while (first[at] !== at) {
    first[at] = first[first[at] ?? at] ?? at
    at = first[at] ?? at
  }
  return at
}
