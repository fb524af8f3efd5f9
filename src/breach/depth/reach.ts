import { type Adjacency, at } from './adjacency.ts'
import { type Choice, type DepthGraph, type DepthQuery, isChosen } from './graph.ts'

/** Whether there is any route at all, when nothing holds, from a position to the targets of a choice. */
export function routesExist(
  { positionCount, edges }: DepthGraph,
  edgesInto: Adjacency,
  { targets }: DepthQuery,
): (start: number, choice: Choice) => boolean {
  // Two tags tell whether there is one beside any other.
  const first = new Int32Array(positionCount).fill(none)
  const second = new Int32Array(positionCount).fill(none)
  const queue = targets.map(({ position }) => position)
  const tags = targets.map(({ tag }) => tag)
  for (let next = 0; next < queue.length; next++) {
    const position = queue[next] ?? 0
    const tag = tags[next] ?? 0
    if (!note(first, second, position, tag)) continue
    const end = at(edgesInto.offsets, position + 1)
    for (let index = at(edgesInto.offsets, position); index < end; index++) {
      const from = at(edges.from, at(edgesInto.edges, index))
      if (at(second, from) !== none) continue
      queue.push(from)
      tags.push(tag)
    }
  }
  const leads = (tag: number, choice: Choice): boolean => tag !== none && isChosen(tag, choice)
  return (start, choice) => leads(at(first, start), choice) || leads(at(second, start), choice)
}

const none = -1

/** Says whether that was news. */
function note(first: Int32Array, second: Int32Array, position: number, tag: number): boolean {
  if (first[position] === tag || second[position] !== none) return false
  if (first[position] === none) first[position] = tag
  else second[position] = tag
  return true
}
