import { numbersOf } from '../../kernel/numbers.ts'
import { remember } from '../../kernel/remember.ts'
import { at } from './adjacency.ts'
import { compartmentsOf } from './compartments.ts'
import type { DepthGraph } from './graph.ts'

/**
 * What may have to fail, as the solver counts it. Barriers of one domain that the same positions undermine are one
 * token; those that nobody undermines come first, from 0 to `plainCount`. A domain that stands only on edges into one
 * position, and that nobody undermines, is private to it: no route enters a position twice, so it is merely counted.
 */
export interface Tokens {
  readonly count: number
  readonly plainCount: number
  /** Token to domain. */
  readonly domains: Int32Array
  /** Domain to its plain token, or -1. */
  readonly plainOf: Int32Array
  /** Edge to its tokens, ascending. */
  readonly ofEdge: readonly (readonly number[])[]
  /** Domain to 1 where it is private. */
  readonly isPrivate: Uint8Array
  /** Edge to its number of private domains. */
  readonly privatesOf: Int32Array
  /** Position to the tokens that it undermines, ascending; only positions that undermine any. */
  readonly underminedBy: ReadonlyMap<number, readonly number[]>
}

const shared = -2

/**
 * Which domains are merely counted: none, those that stand before one position, or also those that stand behind one
 * compartment. No route that could be shorter leaves a compartment twice; but an excursion and the way may both leave it.
 */
export type Counting = 'none' | 'entered' | 'entered-or-left'

export function tokenize(graph: DepthGraph, counting: Counting): Tokens {
  const underminers = underminersOf(graph)
  const isPrivate = new Uint8Array(graph.domainCount)
  const { from, to } = graph.edges
  if (counting !== 'none')
    markPrivate(
      isPrivate,
      ownersOf(graph, underminers, (edge) => at(to, edge)),
    )
  if (counting === 'entered-or-left') {
    const compartments = compartmentsOf(graph)
    markPrivate(
      isPrivate,
      ownersOf(graph, underminers, (edge) => at(compartments, at(from, edge))),
    )
  }
  const tokenOf = numberBarriers(graph, { underminers, isPrivate })
  const normal = (tokens: readonly number[]): readonly number[] =>
    normalize([...new Set(tokens)].sort(ascending), tokenOf)
  // Many edges share their list of barriers.
  const tokensOf = remember((barriers: readonly number[]) =>
    normal(barriers.flatMap((b) => tokenOf.ofBarrier.get(b) ?? [])),
  )
  const ofEdge = graph.edges.barriers.map((barriers) => (barriers.length === 0 ? none : tokensOf(barriers)))
  const privatesIn = remember((barriers: readonly number[]) => {
    const domains = barriers.map((barrier) => at(graph.barrierDomains, barrier))
    const own = domains.filter((domain) => isPrivate[domain] === 1)
    return own.length < 2 ? own.length : new Set(own).size
  })
  const privatesOf = numbersOf(graph.edges.barriers, privatesIn)
  return {
    ...tokenOf,
    ofEdge,
    isPrivate,
    privatesOf,
    underminedBy: underminedTokens(graph, tokenOf.ofBarrier),
  }
}

const none: readonly number[] = []

function ascending(a: number, b: number): number {
  return a - b
}

type Underminers = ReadonlyMap<number, readonly number[]>

function underminersOf(graph: DepthGraph): Underminers {
  const underminers = new Map<number, number[]>()
  for (const [position, barriers] of graph.undermines) {
    for (const barrier of new Set(barriers)) {
      const positions = underminers.get(barrier)
      if (positions === undefined) underminers.set(barrier, [position])
      else positions.push(position)
    }
  }
  for (const positions of underminers.values()) positions.sort(ascending)
  return underminers
}

/** Domain to the one end that all edges with it have; `shared` where there are several or somebody undermines it. */
function ownersOf(graph: DepthGraph, underminers: Underminers, endOf: (edge: number) => number): Int32Array {
  const owners = new Int32Array(graph.domainCount).fill(-1)
  graph.edges.barriers.forEach((barriers, edge) => {
    const end = endOf(edge)
    for (const barrier of barriers) {
      const domain = at(graph.barrierDomains, barrier)
      const owner = at(owners, domain)
      owners[domain] = !underminers.has(barrier) && (owner === -1 || owner === end) ? end : shared
    }
  })
  return owners
}

function markPrivate(isPrivate: Uint8Array, owners: Int32Array): void {
  owners.forEach((owner, domain) => {
    if (owner !== shared) isPrivate[domain] = 1
  })
}

interface Numbering {
  readonly count: number
  readonly plainCount: number
  readonly domains: Int32Array
  readonly plainOf: Int32Array
  readonly ofBarrier: ReadonlyMap<number, number>
}

interface BarrierKinds {
  readonly underminers: Underminers
  readonly isPrivate: Uint8Array
}

function numberBarriers(graph: DepthGraph, { underminers, isPrivate }: BarrierKinds): Numbering {
  const domainOf = (barrier: number): number => at(graph.barrierDomains, barrier)
  const barriers = [...new Set(graph.edges.barriers.flat())].sort(ascending)
  const counted = barriers.filter((barrier) => isPrivate[domainOf(barrier)] !== 1)
  const [undermined, plain] = partition(counted, (barrier) => underminers.has(barrier))
  const tokens = new Map<string, number>()
  const domains: number[] = []
  const ofBarrier = new Map<number, number>()
  const assign = (barrier: number): void => {
    const key = [domainOf(barrier), ...(underminers.get(barrier) ?? [])].join(' ')
    const token = tokens.get(key) ?? tokens.size
    if (token === tokens.size) domains.push(domainOf(barrier))
    tokens.set(key, token)
    ofBarrier.set(barrier, token)
  }
  plain.forEach(assign)
  const plainCount = tokens.size
  undermined.forEach(assign)
  const plainOf = new Int32Array(graph.domainCount).fill(-1)
  domains.slice(0, plainCount).forEach((domain, token) => (plainOf[domain] = token))
  return { count: tokens.size, plainCount, domains: Int32Array.from(domains), plainOf, ofBarrier }
}

function partition<T>(items: readonly T[], test: (item: T) => boolean): [T[], T[]] {
  return [items.filter(test), items.filter((item) => !test(item))]
}

function underminedTokens(
  graph: DepthGraph,
  ofBarrier: ReadonlyMap<number, number>,
): ReadonlyMap<number, readonly number[]> {
  const found = new Map<number, readonly number[]>()
  for (const position of [...graph.undermines.keys()].sort(ascending)) {
    const barriers = graph.undermines.get(position) ?? []
    const tokens = new Set(barriers.flatMap((barrier) => ofBarrier.get(barrier) ?? []))
    if (tokens.size > 0) found.set(position, [...tokens].sort(ascending))
  }
  return found
}

type Domains = Pick<Tokens, 'plainCount' | 'domains' | 'plainOf'>

/** Without the tokens whose domain has to fail anyway, because its plain token is there. */
export function normalize(
  tokens: readonly number[],
  { plainCount, domains, plainOf }: Domains,
): readonly number[] {
  const last = tokens.at(-1)
  if (last === undefined || last < plainCount || (tokens[0] ?? 0) >= plainCount) return tokens
  return tokens.filter((token) => token < plainCount || !tokens.includes(at(plainOf, at(domains, token))))
}

/** How many domains fail when none of these tokens is undermined. */
export function countDomains(tokens: readonly number[], { plainCount, domains }: Domains): number {
  const plain = countPlain(tokens, plainCount)
  if (plain === tokens.length) return plain
  if (plain === tokens.length - 1) return tokens.length
  return plain + new Set(tokens.slice(plain).map((token) => at(domains, token))).size
}

/** How many of these ascending tokens nobody undermines. */
export function countPlain(tokens: readonly number[], plainCount: number): number {
  let count = tokens.length
  while (count > 0 && (tokens[count - 1] ?? 0) >= plainCount) count--
  return count
}
