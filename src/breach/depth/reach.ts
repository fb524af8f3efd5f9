import { type Adjacency, at } from './adjacency.ts'
import { type Choice, type DepthQuery, isChosen } from './graph.ts'

/** Whether there is any route at all, when nothing holds, from a position to the targets of a choice. */
export function routesExist(
  { offsets, others }: Adjacency,
  { targets, within }: DepthQuery,
): (start: number, choice: Choice) => boolean {
  const reached = new ReachedTags(offsets.length - 1)
  const queue = targets.filter((target) => reached.note(target.position, target.tag))
  const [positions, tags] = [queue.map(({ position }) => position), queue.map(({ tag }) => tag)]
  for (let next = 0; next < positions.length; next++) {
    const [position, tag] = [positions[next] ?? 0, tags[next] ?? 0]
    for (let index = at(offsets, position); index < at(offsets, position + 1); index++) {
      const other = at(others, index)
      if (within?.[other] === 0 || !reached.note(other, tag)) continue
      positions.push(other)
      tags.push(tag)
    }
  }
  return (start, choice) => reached.has(start, choice)
}

const none = -1

/** Two tags at each position: enough to tell whether there is one beside any other. */
class ReachedTags {
  readonly #first: Int32Array
  readonly #second: Int32Array

  constructor(positionCount: number) {
    this.#first = new Int32Array(positionCount).fill(none)
    this.#second = new Int32Array(positionCount).fill(none)
  }

  /** Says whether that was news. */
  note(position: number, tag: number): boolean {
    if (this.#first[position] === tag || this.#second[position] !== none) return false
    if (this.#first[position] === none) this.#first[position] = tag
    else this.#second[position] = tag
    return true
  }

  has(position: number, choice: Choice): boolean {
    return isMet(at(this.#first, position), choice) || isMet(at(this.#second, position), choice)
  }
}

function isMet(tag: number, choice: Choice): boolean {
  return tag !== none && isChosen(tag, choice)
}
