import { numbersOf } from '../../kernel/numbers.ts'
import { at } from './adjacency.ts'
import type { DepthGraph } from './graph.ts'

/** Barriers that no attacker can tell apart, as one; and the lists of them that edges ask for, each once. */
export interface MergedBarriers {
  readonly barrierDomains: Int32Array
  readonly undermines: ReadonlyMap<number, readonly number[]>
  /** Barrier of the graph to the one that stands for it. */
  readonly mergedOf: Int32Array
  readonly lists: readonly (readonly number[])[]
  /** Edge to its list. */
  readonly listOf: Int32Array
  /** Does one list ask for nothing that another does not? */
  readonly isWithin: (some: number, all: number) => boolean
}

export function mergeBarriers(graph: DepthGraph): MergedBarriers {
  const { mergedOf, barrierDomains } = mergeAlike(graph)
  const { lists, listOf } = mergeLists(graph, mergedOf)
  return {
    barrierDomains,
    mergedOf,
    undermines: new Map(
      [...graph.undermines].map(([position, barriers]) => [position, ascending(barriers, mergedOf)] as const),
    ),
    lists,
    listOf,
    isWithin: withinLists(lists),
  }
}

/** One failure takes them down together, and the same positions undermine them. */
function mergeAlike({
  barrierDomains,
  undermines,
}: DepthGraph): Pick<MergedBarriers, 'mergedOf' | 'barrierDomains'> {
  const underminers: (number[] | undefined)[] = Array.from({ length: barrierDomains.length })
  for (const [position, barriers] of undermines) {
    for (const barrier of new Set(barriers)) (underminers[barrier] ??= []).push(position)
  }
  const known = new Map<string, number>()
  const domains: number[] = []
  const mergedOf = barrierDomains.map((domain, barrier) => {
    const key = `${domain} ${underminers[barrier]?.sort(byNumber).join(' ') ?? ''}`
    const merged = known.get(key) ?? domains.push(domain) - 1
    known.set(key, merged)
    return merged
  })
  return { mergedOf, barrierDomains: Int32Array.from(domains) }
}

function mergeLists({ edges }: DepthGraph, mergedOf: Int32Array): Pick<MergedBarriers, 'lists' | 'listOf'> {
  const numbers = new Map<string, number>()
  const known = new Map<readonly number[], number>()
  const lists: (readonly number[])[] = []
  const numberOf = (barriers: readonly number[]): number => {
    const list = ascending(barriers, mergedOf)
    const key = list.join(' ')
    const number = numbers.get(key) ?? lists.push(list) - 1
    numbers.set(key, number)
    return number
  }
  const listOf = numbersOf(edges.barriers, (barriers) => {
    const list = known.get(barriers) ?? numberOf(barriers)
    known.set(barriers, list)
    return list
  })
  return { lists, listOf }
}

function ascending(barriers: readonly number[], mergedOf: Int32Array): readonly number[] {
  return [...new Set(barriers.map((barrier) => at(mergedOf, barrier)))].sort(byNumber)
}

function withinLists(lists: readonly (readonly number[])[]): MergedBarriers['isWithin'] {
  const known = new Map<number, boolean>()
  return (some, all) => {
    if (some === all) return true
    const key = some * lists.length + all
    const found = known.get(key) ?? lists[some]?.every((each) => lists[all]?.includes(each)) === true
    known.set(key, found)
    return found
  }
}

function byNumber(a: number, b: number): number {
  return a - b
}
