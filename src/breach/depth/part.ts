import { type Bounds, noRoute, type Question } from './bounds.ts'
import type { DepthQuery } from './graph.ts'
import type { Levels } from './level.ts'
import { narrow, narrowingOf } from './narrow.ts'
import { routesExist } from './reach.ts'

/** Answers one query, start by start. */
export type Part = (question: Question) => Bounds

export interface Searches {
  readonly levels: Levels
  readonly limit: number
}

export function partFor(query: DepthQuery, searches: Searches): Part {
  const { levels } = searches
  const limit = Math.min(searches.limit, query.limit ?? searches.limit)
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
