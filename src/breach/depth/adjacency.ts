/** Edges by the position at one of their ends: those of position p stand from `offsets[p]` to `offsets[p + 1]`. */
export interface Adjacency {
  readonly offsets: Int32Array
  readonly edges: Int32Array
  /** The position at the other end of each of `edges`. */
  readonly others: Int32Array
}

export function groupEdges(ends: Int32Array, others: Int32Array, positionCount: number): Adjacency {
  const offsets = new Int32Array(positionCount + 1)
  for (let edge = 0; edge < ends.length; edge++) add(offsets, at(ends, edge) + 1, 1)
  for (let position = 0; position < positionCount; position++) {
    add(offsets, position + 1, at(offsets, position))
  }
  const next = offsets.slice()
  const edges = new Int32Array(ends.length)
  for (let edge = 0; edge < ends.length; edge++) {
    const end = at(ends, edge)
    edges[at(next, end)] = edge
    add(next, end, 1)
  }
  return { offsets, edges, others: edges.map((edge) => at(others, edge)) }
}

export function edgesOf({ offsets, edges }: Adjacency, position: number): Int32Array {
  return edges.subarray(at(offsets, position), at(offsets, position + 1))
}

/** The number at an index that is known to exist. */
export function at(numbers: Int32Array, index: number): number {
  return numbers[index] ?? 0
}

function add(numbers: Int32Array, index: number, amount: number): void {
  numbers[index] = at(numbers, index) + amount
}
