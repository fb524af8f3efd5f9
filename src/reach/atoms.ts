import type { AddressRange } from '../kernel/cidr.ts'

/** The address space cut where blocks begin and end: inside of one atom no block tells two addresses apart. */
export interface Atoms {
  /** A number that two addresses share where they lie in one atom. */
  readonly indexOf: (address: AddressRange) => string
  /** The parts of a range, in order. */
  readonly split: (range: AddressRange) => AddressRange[]
}

export function cutAtoms(blocks: Iterable<AddressRange>): Atoms {
  const cuts = { 4: new Set<bigint>(), 6: new Set<bigint>() }
  for (const { family, first, last } of blocks) cuts[family].add(first).add(last + 1n)
  const sorted = { 4: inOrder(cuts[4]), 6: inOrder(cuts[6]) }
  return {
    indexOf: ({ family, first }) => `${family}/${countUpTo(sorted[family], first)}`,
    split: (range) => split(range, sorted[range.family]),
  }
}

function inOrder(cuts: ReadonlySet<bigint>): bigint[] {
  return [...cuts].sort((a, b) => (a < b ? -1 : 1))
}

/** How many cuts lie at or before an address, found by halving. */
function countUpTo(cuts: readonly bigint[], address: bigint): number {
  let [low, high] = [0, cuts.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((cuts[middle] ?? 0n) <= address) low = middle + 1
    else high = middle
  }
  return low
}

function split({ family, first, last }: AddressRange, cuts: readonly bigint[]): AddressRange[] {
  const inside = cuts.slice(countUpTo(cuts, first), countUpTo(cuts, last))
  const starts = [first, ...inside]
  return starts.map((start, index) => ({ family, first: start, last: (inside[index] ?? last + 1n) - 1n }))
}
