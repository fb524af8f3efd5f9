import { type Bounds, boundsOf, noRoute, type Question } from './bounds.ts'
import type { DepthQuery } from './graph.ts'
import type { Level, Levels } from './level.ts'
import type { Searched } from './search.ts'

/** One query on every level, each searched when it is first needed. */
export interface Narrowing {
  readonly levels: Levels
  readonly boundsAt: (level: Level, question: Question) => Bounds
}

export function narrowingOf(query: DepthQuery, levels: Levels): Narrowing {
  const found = new WeakMap<Level, Searched>()
  const boundsAt = (level: Level, question: Question): Bounds => {
    const searched = found.get(level) ?? level.search(query)
    found.set(level, searched)
    return boundsOf(level, searched, question)
  }
  return { levels, boundsAt }
}

/** Depth by depth, from the quick ways to the costly ones, until one proves that it is enough or work is cut short. */
export function narrow(narrowing: Narrowing, limit: number, question: Question): Bounds {
  const { levels, boundsAt } = narrowing
  let boldest: number | undefined
  for (let depth = 0; depth <= limit; depth++) {
    const plain = boundsAt(levels.plain(depth), question)
    if (plain.most <= depth) return { ...plain, least: depth }
    const bold = boldest ?? boundsAt(levels.bold(depth), question).least
    if (bold > depth) continue
    boldest = bold
    const found = withExcursions(narrowing, { depth, ownLimit: depth - boldest, question })
    if (found.most <= depth) return { ...found, least: depth }
    if (found.least <= depth) return { ...boundsAt(levels.plain(limit), question), least: depth }
  }
  return { ...noRoute, least: limit + 1 }
}

interface Step {
  readonly depth: number
  readonly ownLimit: number
  readonly question: Question
}

function withExcursions({ levels, boundsAt }: Narrowing, { depth, ownLimit, question }: Step): Bounds {
  const counted = boundsAt(levels.counting(depth, ownLimit), question)
  return counted.isDisputed ? boundsAt(levels.naming(depth, question.start), question) : counted
}
