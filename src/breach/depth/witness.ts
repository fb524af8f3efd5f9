import { at, edgesOf } from './adjacency.ts'
import type { Compiled } from './compiled.ts'
import type { DepthGraph, Witness } from './graph.ts'
import type { Label } from './label.ts'
import { type EdgesFrom, pathTo, replay, type Replay, underminedOn } from './replay.ts'

const nothing: ReadonlySet<number> = new Set()

/**
 * Replays what a label claims: its edges, under the domains that it says must fail. A loose label may claim too much:
 * then there is no witness.
 */
export function proveLabel(compiled: Compiled, label: Label | undefined): Witness | undefined {
  if (label === undefined) return undefined
  const { graph } = compiled
  const edges = edgesBehind(compiled, label)
  const failed = failedBy(compiled, label, edges)
  const target = { position: targetOf(label), tag: label.tag }
  const straight = straightRoute(label, { graph, edges, failed })
  if (straight !== undefined)
    return { start: label.position, target, route: straight, failed: inOrder(failed), undermined: [] }
  const replayed = replay(graph, among(edges, graph), { start: label.position, failed })
  if (!replayed.order.includes(target.position)) return undefined
  const route = pathTo(graph, replayed, target.position)
  const undermined = underminedOn(graph, route, { failed, replayed })
  return { start: label.position, target, route, failed: inOrder(failed), undermined }
}

function inOrder(domains: ReadonlySet<number>): readonly number[] {
  return [...domains].sort((a, b) => a - b)
}

/** The route of a label that makes no excursion, where all has failed that stands on it: it proves itself. */
function straightRoute(label: Label, { graph, edges, failed }: Claim): readonly number[] | undefined {
  const route: number[] = []
  let last = label
  for (; last.next !== undefined; last = last.next) route.push(last.edge)
  if (last.base !== undefined || edges.size !== route.length) return undefined
  const hasFailed = (barrier: number): boolean => failed.has(at(graph.barrierDomains, barrier))
  return route.every((edge) => graph.edges.barriers[edge]?.every(hasFailed) === true) ? route : undefined
}

interface Claim {
  readonly graph: DepthGraph
  /** All edges that the label may need. */
  readonly edges: ReadonlySet<number>
  readonly failed: ReadonlySet<number>
}

/** As few edges as a proof has, whatever else leads from where it passes. */
function among(edges: ReadonlySet<number>, { edges: { from } }: DepthGraph): EdgesFrom {
  const byPosition = Map.groupBy(edges, (edge) => at(from, edge))
  return (position) => byPosition.get(position) ?? []
}

function targetOf(label: Label): number {
  let last = label
  for (let next: Label | undefined = label; next !== undefined; next = next.base ?? next.next) last = next
  return last.position
}

/** The edges of the route, of its excursions, and of what came for free beside them. */
function edgesBehind(compiled: Compiled, label: Label): Set<number> {
  const edges = new Set<number>()
  const pending = [label]
  for (const { position, base, excursion, next, edge } of pending) {
    if (base !== undefined) pending.push(base)
    if (excursion !== undefined) pending.push(excursion)
    if (next === undefined) continue
    pending.push(next)
    edges.add(edge)
    for (const free of freeEdges(compiled, position, [...next.tokens, ...tokensOf(compiled, edge)]))
      edges.add(free)
  }
  return edges
}

function tokensOf({ tokens }: Compiled, edge: number): readonly number[] {
  return tokens.ofEdge[edge] ?? []
}

/** The ways to what a position undermines for free, as far as these tokens need it. */
function freeEdges(compiled: Compiled, position: number, tokens: readonly number[]): number[] {
  const { graph, edgesFrom, voids } = compiled
  const voided = tokens.filter((token) => voids[position]?.[token] === 1)
  if (voided.length === 0) return []
  const replayed = replay(graph, (from) => edgesOf(edgesFrom, from), { start: position, failed: nothing })
  return voided.flatMap((token) => {
    const path = pathTo(graph, replayed, firstUnderminer(compiled, replayed, token))
    const others = underminedOn(graph, path, { failed: nothing, replayed })
    return [...path, ...others.flatMap((undermined) => undermined.path)]
  })
}

function firstUnderminer({ underminers }: Compiled, { order }: Replay, token: number): number {
  const undermines = (position: number): boolean => {
    const number = underminers.classOf.get(position)
    return number !== undefined && underminers.classes[number]?.tokens.has(token) === true
  }
  return order.find(undermines) ?? -1
}

function failedBy({ graph, tokens }: Compiled, label: Label, edges: ReadonlySet<number>): Set<number> {
  const failed = new Set(label.tokens.map((token) => at(tokens.domains, token)))
  for (const edge of edges) {
    for (const barrier of graph.edges.barriers[edge] ?? []) {
      const domain = at(graph.barrierDomains, barrier)
      if (tokens.isPrivate[domain] === 1) failed.add(domain)
    }
  }
  return failed
}
