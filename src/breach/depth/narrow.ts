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

/** From the quick levels to the costly ones, first up to low limits: most starts go no further. */
export function narrow(narrowing: Narrowing, limit: number, question: Question): Bounds {
  const { levels, boundsAt } = narrowing
  let least = 0
  for (const upTo of limitsTo(limit)) {
    const plain = boundsAt(levels.plain(upTo), question)
    if (plain.most <= least) return { ...plain, least }
    const bold = boundsAt(levels.bold(upTo), question).least
    for (least = Math.max(least, bold); least < plain.most && least <= upTo; least++) {
      const found = withExcursions(narrowing, { depth: least, ownLimit: least - bold, question })
      if (found.most <= least) return { ...found, least }
      if (found.least <= least) return { ...boundsAt(levels.plain(limit), question), least }
    }
    if (plain.most <= upTo) return { ...plain, least: plain.most }
  }
  return { ...noRoute, least: limit + 1 }
}

/** 1, 2, 4 …: twice as far each time. */
function* limitsTo(limit: number): Generator<number> {
  for (let upTo = 1; upTo < limit; upTo *= 2) yield upTo
  yield limit
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
