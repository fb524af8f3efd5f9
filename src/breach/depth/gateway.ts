import { at, edgesOf } from './adjacency.ts'
import type { Bounds } from './bounds.ts'
import type { Compiled } from './compiled.ts'
import type { DepthQuery, Witness } from './graph.ts'
import type { Level } from './level.ts'
import { type Part, partFor, routesTo, type Searches } from './part.ts'

/** What many queries share: the ways through a position from which the targets of all are to be had for nothing. */
export interface Gateway {
  /** How far the gateway itself is. */
  readonly part: Part
  /** 0 for positions that have the gateway for nothing: beside it, nobody passes them. */
  readonly beside: Uint8Array
}

export function gatewayAt(position: number, searches: Searches): Gateway {
  const query: DepthQuery = { targets: [{ position, tag: 0 }], kept: 1 }
  return { part: partFor(query, searches), beside: without(searches.levels.plain(1), query) }
}

function without(level: Level, query: DepthQuery): Uint8Array {
  const { labels } = level.search(query)
  return Uint8Array.from({ length: level.compiled.graph.positionCount }, (_, position) => {
    const isFree = labels[position]?.some(({ tokens, privates }) => tokens.length + privates === 0)
    return isFree === true ? 0 : 1
  })
}

/** The nearer of two: who passes a position that has the gateway for nothing has it no later than the target. */
export function partBeside(query: DepthQuery, { part, beside }: Gateway, searches: Searches): Part {
  const besides = { ...query, within: beside }
  const around = routesTo(besides, searches)
  const own = partFor(besides, searches, (question) => {
    return part({ start: question.start, choice: { kind: 'any' } }).least < Infinity || around(question)
  })
  const { compiled } = searches.levels
  return (question) => {
    const through = part({ start: question.start, choice: { kind: 'any' } })
    const other = own(question)
    const nearer: Bounds =
      through.most < other.most
        ? { ...through, witness: () => prolong(through.witness(), query, compiled) }
        : other
    return { ...nearer, least: Math.min(through.least, other.least) }
  }
}

/** From the gateway to the nearest of the targets, at most through one hub. */
function prolong(
  witness: Witness | undefined,
  { targets }: DepthQuery,
  compiled: Compiled,
): Witness | undefined {
  if (witness === undefined) return undefined
  const open = freeEdges(witness.target.position, compiled)
  const paths = [
    ...open.map((edge) => [edge]),
    ...open.flatMap((edge) => freeEdges(headOf(edge, compiled), compiled).map((next) => [edge, next])),
  ]
  for (const path of paths) {
    const target = targets.find(({ position }) => position === headOf(path.at(-1) ?? -1, compiled))
    if (target !== undefined) return { ...witness, target, route: [...witness.route, ...path] }
  }
  return undefined
}

function headOf(edge: number, { graph }: Compiled): number {
  return at(graph.edges.to, edge)
}

function freeEdges(position: number, { graph, edgesFrom }: Compiled): readonly number[] {
  return [...edgesOf(edgesFrom, position)].filter((edge) => graph.edges.barriers[edge]?.length === 0)
}
