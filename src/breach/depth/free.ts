import { type Adjacency, at, edgesOf } from './adjacency.ts'
import type { DepthGraph } from './graph.ts'
import type { Tokens } from './tokens.ts'
import type { Underminers } from './underminers.ts'

interface Parts {
  readonly graph: DepthGraph
  readonly tokens: Tokens
  readonly underminers: Underminers
  readonly edgesInto: Adjacency
  readonly edgesFrom: Adjacency
}

/**
 * What each position undermines without anything failing: itself, and through positions that it comes to for free, such
 * as a pod through its service account. Flags per token; positions with the same underminers share them.
 */
export function gatherFreely(parts: Parts): (Uint8Array | undefined)[] {
  const gathered = spread(parts)
  const shared = new Map<string, Uint8Array>()
  return Array.from({ length: parts.graph.positionCount }, (_, position) => {
    const classes = gathered.get(position)
    if (classes === undefined) return undefined
    const key = [...classes].sort((a, b) => a - b).join(' ')
    const flags = shared.get(key) ?? flagTokens(parts, classes)
    shared.set(key, flags)
    return flags
  })
}

type Gathered = Map<number, Set<number>>

/** Backwards from the underminers, over edges that hold nothing back, until nothing is added. */
function spread(parts: Parts): Gathered {
  const { graph, underminers, edgesInto } = parts
  const gathered: Gathered = new Map()
  for (const [position, number] of underminers.classOf) gathered.set(position, new Set([number]))
  const queue = [...gathered.keys()]
  const queued = new Set(queue)
  for (const position of queue) {
    queued.delete(position)
    for (const edge of edgesOf(edgesInto, position)) {
      const from = at(graph.edges.from, edge)
      if (!gatherFrom(parts, gathered, from) || queued.has(from)) continue
      queue.push(from)
      queued.add(from)
    }
  }
  return gathered
}

/** Adds what a position's free neighbours gathered; says whether that was news. */
function gatherFrom(parts: Parts, gathered: Gathered, position: number): boolean {
  const own = gathered.get(position) ?? new Set()
  const before = own.size
  for (let size = -1; size !== own.size;) {
    size = own.size
    for (const edge of edgesOf(parts.edgesFrom, position)) {
      const next = gathered.get(at(parts.graph.edges.to, edge))
      if (next === undefined || next === own || !isFree(parts, edge, own)) continue
      for (const number of next) own.add(number)
    }
  }
  if (own.size > before) gathered.set(position, own)
  return own.size > before
}

function isFree({ tokens, underminers }: Parts, edge: number, classes: ReadonlySet<number>): boolean {
  if (at(tokens.privatesOf, edge) > 0) return false
  const isVoid = (token: number): boolean =>
    [...classes].some((number) => underminers.classes[number]?.tokens.has(token))
  return (tokens.ofEdge[edge] ?? []).every((token) => token >= tokens.plainCount && isVoid(token))
}

function flagTokens({ tokens, underminers }: Parts, classes: ReadonlySet<number>): Uint8Array {
  const flags = new Uint8Array(tokens.count)
  for (const number of classes) {
    for (const token of underminers.classes[number]?.tokens ?? []) flags[token] = 1
  }
  return flags
}
