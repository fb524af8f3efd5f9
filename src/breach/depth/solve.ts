import { type Bounds, noRoute, type Question } from './bounds.ts'
import { factor, type Factored } from './factor.ts'
import { type Choice, type Depth, type DepthGraph, type DepthQuery, type Witness } from './graph.ts'
import { type DepthOptions, type Levels, levelsOf } from './level.ts'
import { narrow, narrowingOf } from './narrow.ts'
import { routesExist } from './reach.ts'

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
  return { answer: (query) => answerQuery(query, { levels, limit: settings.limit, unfold: factored.unfold }) }
}

interface Prepared extends Pick<Factored, 'unfold'> {
  readonly levels: Levels
  readonly limit: number
}

function answerQuery(query: DepthQuery, { levels, limit, unfold }: Prepared): DepthAnswer {
  const parts = new Map<number, Part>()
  const bounds = (start: number, choice: Choice): Bounds => {
    checkChoice(query, choice)
    const { key, asked } = split(query, choice)
    const part = parts.get(key) ?? answerPart(asked(), levels, limit)
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
function split(
  query: DepthQuery,
  choice: Choice,
): { readonly key: number; readonly asked: () => DepthQuery } {
  const { targets } = query
  if (choice.kind === 'only') {
    const { tag } = choice
    return {
      key: tag,
      asked: () => ({ targets: targets.filter((target) => target.tag === tag), kept: 1 }),
    }
  }
  const kept = choice.kind === 'except' || query.kept === 2 ? 2 : 1
  return { key: -kept, asked: () => ({ targets, kept }) }
}

type Part = (question: Question) => Bounds

function answerPart(query: DepthQuery, levels: Levels, limit: number): Part {
  const isReached = routesExist(levels.compiled.edgesInto, query)
  const narrowing = narrowingOf(query, levels)
  const known = new Map<number, Bounds>()
  const { positionCount } = levels.compiled.graph
  return (question) => {
    const { start, choice } = question
    if (!isReached(start, choice)) return noRoute
    const key = start + positionCount * (choice.kind === 'except' ? choice.tag + 1 : 0)
    const found = known.get(key) ?? narrow(narrowing, limit, question)
    known.set(key, found)
    return found
  }
}

function checkChoice({ kept }: DepthQuery, { kind }: Choice): void {
  const needed = { any: 1, except: 2, only: Infinity }[kind]
  if (kept < needed) throw new RangeError(`A query that keeps ${kept} tags cannot answer '${kind}'.`)
}
