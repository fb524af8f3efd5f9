import { type Bounds, noRoute, type Question } from './bounds.ts'
import type { DepthQuery } from './graph.ts'
import type { Levels } from './level.ts'
import { narrow, narrowingOf } from './narrow.ts'
import { once } from './once.ts'
import { routesExist } from './reach.ts'

/** Answers one query, start by start. */
export type Part = (question: Question) => Bounds

export interface Searches {
  readonly levels: Levels
  readonly limit: number
}

/** @param leads whether there is any route at all, where that is known more cheaply than by looking for one */
export function partFor(
  query: DepthQuery,
  searches: Searches,
  leads: (question: Question) => boolean = routesTo(query, searches),
): Part {
  const { levels } = searches
  const limit = Math.min(searches.limit, query.limit ?? searches.limit)
  const narrowing = narrowingOf(query, levels)
  const known = new Map<number, Bounds>()
  const { positionCount } = levels.compiled.graph
  return (question) => {
    const { start, choice } = question
    if (!leads(question)) return noRoute
    const key = start + positionCount * (choice.kind === 'except' ? choice.tag + 1 : 0)
    const found = known.get(key) ?? narrow(narrowing, limit, question)
    known.set(key, found)
    return found
  }
}

/** Looks when it is first asked. */
export function routesTo(query: DepthQuery, { levels }: Searches): (question: Question) => boolean {
  const exist = once(() => routesExist(levels.compiled.edgesInto, query))
  return ({ start, choice }) => exist()(start, choice)
}
