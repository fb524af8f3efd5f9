import type { Bounds } from './bounds.ts'
import { factor, type Factored } from './factor.ts'
import { type Choice, type Depth, type DepthGraph, type DepthQuery, type Witness } from './graph.ts'
import { gatewayAt, partBeside } from './gateway.ts'
import { type DepthOptions, levelsOf } from './level.ts'
import { remember } from './once.ts'
import { type Part, partFor } from './part.ts'

export interface DepthSolver {
  /** The depths of every start towards one set of targets. */
  readonly answer: (query: DepthQuery) => DepthAnswer
}

export interface DepthAnswer {
  readonly depth: (start: number, choice: Choice) => Depth
  /** The proof of a depth; none where there is no route or it is beyond the limit. */
  readonly witness: (start: number, choice: Choice) => Witness | undefined
}

const defaults: DepthOptions = { limit: 4, maxWork: 200_000_000 }

/** Exact depths up to a limit. Work is done when it is first needed, and kept: ask for many starts at once. */
export function prepareDepths(graph: DepthGraph, options: Partial<DepthOptions> = {}): DepthSolver {
  const settings = { ...defaults, ...options }
  const factored = factor(graph)
  const levels = levelsOf(factored.graph, settings)
  const searches = { levels, limit: settings.limit }
  const gateway = remember((position) => gatewayAt(position, searches))
  const answerPart = (query: DepthQuery): Part =>
    query.gateway === undefined
      ? partFor(query, searches)
      : partBeside(query, gateway(query.gateway), searches)
  return { answer: (query) => answerQuery(query, { answerPart, unfold: factored.unfold }) }
}

interface Prepared extends Pick<Factored, 'unfold'> {
  readonly answerPart: (query: DepthQuery) => Part
}

function answerQuery(query: DepthQuery, { answerPart, unfold }: Prepared): DepthAnswer {
  const parts = new Map<number, Part>()
  const bounds = (start: number, choice: Choice): Bounds => {
    checkChoice(query, choice)
    const key = partKey(query, choice)
    const part = parts.get(key) ?? answerPart(partOf(query, choice))
    parts.set(key, part)
    return part({ start, choice })
  }
  return {
    depth: (start, choice) => {
      const { least, most } = bounds(start, choice)
      return { least, most }
    },
    witness: (start, choice) => {
      const { most, witness } = bounds(start, choice)
      const proof = most === Infinity ? undefined : witness()
      return proof === undefined ? undefined : unfold(proof)
    },
  }
}

/** The part of a query that answers a choice: searches for one tag each are quicker than one for all of them. */
function partOf(query: DepthQuery, choice: Choice): DepthQuery {
  if (choice.kind !== 'only') return { ...query, kept: keptFor(query, choice) }
  return { ...query, targets: query.targets.filter(({ tag }) => tag === choice.tag), kept: 1 }
}

/** Names that part; no tag is below 0. */
function partKey(query: DepthQuery, choice: Choice): number {
  return choice.kind === 'only' ? choice.tag : -keptFor(query, choice)
}

function keptFor({ kept }: DepthQuery, { kind }: Choice): 1 | 2 {
  return kind === 'except' || kept === 2 ? 2 : 1
}

function checkChoice({ kept }: DepthQuery, { kind }: Choice): void {
  const needed = { any: 1, except: 2, only: Infinity }[kind]
  if (kept < needed) throw new RangeError(`A query that keeps ${kept} tags cannot answer '${kind}'.`)
}
