import { at, groupEdges } from './adjacency.ts'
import type { DepthGraph, Undermined, Witness } from './graph.ts'
import { type MergedBarriers, mergeBarriers } from './merged-barriers.ts'

/** A graph with the same depths and fewer edges. Its first positions are those of the graph that it stands for. */
export interface Factored {
  readonly graph: DepthGraph
  /** The same proof in the graph that it stands for. */
  readonly unfold: (witness: Witness) => Witness
}

/**
 * Much less to search, and the same depths: barriers of one domain that the same positions undermine are one; of
 * edges between the same positions those go that ask for more than another; and edges from one position to many that
 * ask for the same lead through a hub, which every position with the same many shares.
 */
export function factor(graph: DepthGraph): Factored {
  const merged = mergeBarriers(graph)
  const groups = groupWorthwhile(graph, merged)
  const built = shareHubs(graph, groups, merged)
  const { barrierDomains, undermines } = merged
  return {
    graph: { ...built.graph(), domainCount: graph.domainCount, barrierDomains, undermines },
    unfold: (witness) => unfold(witness, built, { graph, mergedOf: merged.mergedOf }),
  }
}

/** Edges from one position that ask for the same and lead to positions of one sort. */
interface Group {
  readonly from: number
  readonly list: number
  readonly edges: readonly number[]
  /** The targets as a text; empty for one alone. */
  readonly hub: string
}

function groupWorthwhile(graph: DepthGraph, lists: Lists): readonly Group[] {
  const { positionCount, edges, sorts } = graph
  const { offsets, edges: outgoing } = groupEdges(edges.from, edges.to, positionCount)
  const sortOf = (edge: number): number => (sorts === undefined ? 0 : at(sorts, at(edges.to, edge)))
  const groups: Group[] = []
  for (let from = 0; from < positionCount; from++) {
    const own = worthwhile(outgoing.subarray(at(offsets, from), at(offsets, from + 1)), edges.to, lists)
    const alike = Map.groupBy(own, (edge) => at(lists.listOf, edge) * mostSorts + sortOf(edge))
    alike.forEach((group, key) => {
      const hub = nameOf(group, edges.to)
      groups.push({ from, list: Math.floor(key / mostSorts), edges: group, hub })
    })
  }
  return groups
}

const mostSorts = 1024

function nameOf(edges: readonly number[], to: Int32Array): string {
  if (edges.length === 1) return ''
  return edges
    .map((edge) => at(to, edge))
    .sort((a, b) => a - b)
    .join(' ')
}

interface Lists {
  readonly listOf: Int32Array
  readonly isWithin: (some: number, all: number) => boolean
}

/** Without the edges that ask for all that another to the same position asks for; of equals the first stays. */
function worthwhile(edges: Int32Array, to: Int32Array, { listOf, isWithin }: Lists): Iterable<number> {
  if (edges.length < 2) return edges
  const kept = new Map<number, number[]>()
  for (const edge of edges) {
    const target = at(to, edge)
    const rivals = kept.get(target)
    const list = at(listOf, edge)
    if (rivals === undefined) kept.set(target, [edge])
    else if (!rivals.some((rival) => isWithin(at(listOf, rival), list))) {
      const others = rivals.filter((rival) => !isWithin(list, at(listOf, rival)))
      kept.set(target, [...others, edge])
    }
  }
  const all: number[] = []
  kept.forEach((own) => all.push(...own))
  return all
}

function shareHubs(graph: DepthGraph, groups: readonly Group[], { lists }: MergedBarriers): Builder {
  const uses = new Map<string, number>()
  for (const { hub } of groups) if (hub !== '') uses.set(hub, (uses.get(hub) ?? 0) + 1)
  const builder = new Builder(graph)
  for (const group of groups) {
    const barriers = lists[group.list] ?? none
    if ((uses.get(group.hub) ?? 0) > 1) builder.throughHub(group, barriers)
    else for (const edge of group.edges) builder.direct(edge, barriers)
  }
  return builder
}

const none: readonly number[] = []

interface Drawn {
  readonly from: number
  readonly to: number
  readonly barriers: readonly number[]
  /** The edge that it stands for, or the edges of its group. */
  readonly behind: number | readonly number[]
}

/** Collects the edges of the smaller graph, and what each stands for. */
class Builder {
  readonly #graph: DepthGraph
  readonly #from: number[] = []
  readonly #to: number[] = []
  readonly #barriers: (readonly number[])[] = []
  readonly #behind: Drawn['behind'][] = []
  readonly #hubs = new Map<string, number>()

  constructor(graph: DepthGraph) {
    this.#graph = graph
  }

  direct(edge: number, barriers: readonly number[]): void {
    const { from, to } = this.#graph.edges
    this.#add({ from: at(from, edge), to: at(to, edge), barriers, behind: edge })
  }

  throughHub({ from, edges, hub }: Group, barriers: readonly number[]): void {
    const to = this.#hubs.get(hub) ?? this.#makeHub(hub, edges)
    this.#add({ from, to, barriers, behind: edges })
  }

  #makeHub(name: string, edges: readonly number[]): number {
    const hub = this.#graph.positionCount + this.#hubs.size
    this.#hubs.set(name, hub)
    for (const edge of edges) {
      this.#add({ from: hub, to: at(this.#graph.edges.to, edge), barriers: none, behind: none })
    }
    return hub
  }

  #add({ from, to, barriers, behind }: Drawn): void {
    this.#from.push(from)
    this.#to.push(to)
    this.#barriers.push(barriers)
    this.#behind.push(behind)
  }

  /** The edges of the smaller graph. */
  graph(): Pick<DepthGraph, 'positionCount' | 'edges'> {
    return {
      positionCount: this.#graph.positionCount + this.#hubs.size,
      edges: { from: Int32Array.from(this.#from), to: Int32Array.from(this.#to), barriers: this.#barriers },
    }
  }

  /** Into a hub and out of it is one edge: which one, the second half tells. */
  unfold(path: readonly number[]): number[] {
    return path.flatMap((edge, index) => {
      const behind = this.#behind[edge] ?? none
      if (typeof behind === 'number') return [behind]
      const target = this.#to[path[index + 1] ?? -1]
      return behind.filter((each) => at(this.#graph.edges.to, each) === target)
    })
  }
}

interface Original {
  readonly graph: DepthGraph
  readonly mergedOf: Int32Array
}

/** What one barrier stood for is undermined all together, as far as the way meets it. */
function unfold(witness: Witness, built: Builder, { graph, mergedOf }: Original): Witness {
  const route = built.unfold(witness.route)
  const asides = witness.undermined.map((each) => ({ ...each, path: built.unfold(each.path) }))
  const passed = [route, ...asides.map(({ path }) => path)].flat()
  const met = [...new Set(passed.flatMap((edge) => graph.edges.barriers[edge] ?? none))]
  return {
    ...witness,
    route,
    undermined: asides.flatMap((aside): readonly Undermined[] =>
      met
        .filter((barrier) => at(mergedOf, barrier) === aside.barrier)
        .map((barrier) => ({ ...aside, barrier })),
    ),
  }
}
