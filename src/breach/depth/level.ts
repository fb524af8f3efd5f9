import { Budget } from './budget.ts'
import { compile, type Compiled } from './compiled.ts'
import { excursionSearch } from './excursions.ts'
import type { DepthGraph, DepthQuery } from './graph.ts'
import { once, remember } from './once.ts'
import { search, type Searched } from './search.ts'
import { positionsWorthwhile } from './worthwhile.ts'

export interface DepthOptions {
  /** Depths up to here are exact; deeper ones are "more". */
  readonly limit: number
  /** Bounds each search, in comparisons of labels, on hostile input; beyond it `least` and `most` may part. */
  readonly maxWork: number
}

/** A way to search, up to a limit. */
export interface Level {
  readonly compiled: Compiled
  readonly limit: number
  readonly search: (query: DepthQuery) => Searched
}

/**
 * From quick and rough to slow and exact. To begin anew for each limit costs less than to go on from a lower one: what
 * is settled below a low limit is little, and rejects most of what comes later.
 */
export interface Levels {
  readonly compiled: Compiled
  /** The attacker undermines what lies on the way or is to be had for free: no depth is more. */
  readonly plain: (limit: number) => Level
  /** As if everything that anybody undermines had fallen: no depth is less. */
  readonly bold: (limit: number) => Level
  /**
   * The attacker also makes excursions, with at most so many private domains of their own, which come on top of what
   * the way costs at least. Private domains are counted: fast, and now and then no more than a bound.
   */
  readonly counting: (limit: number, ownLimit: number) => Level
  /** Private domains are named: exact, and only for one start. */
  readonly naming: (limit: number, start: number) => Level
}

export function levelsOf(graph: DepthGraph, { maxWork }: DepthOptions): Levels {
  const routed = compile(graph, 'entered-or-left')
  const boldly = asIfFallen(routed)
  const counted = once(() => compile(graph, 'entered'))
  const countedBoldly = once(() => asIfFallen(counted()))
  const budget = (): Budget => new Budget(maxWork)
  const plain = remember((limit) => plainLevel(routed, limit, budget))
  return {
    compiled: routed,
    plain,
    bold: boldly === routed ? plain : remember((limit) => plainLevel(boldly, limit, budget)),
    counting: remember((limit, ownLimit) => {
      const compiled = counted()
      const parts = { compiled, bold: countedBoldly(), ownLimit }
      return { compiled, limit, search: excursionSearch(parts, { limit, budget }) }
    }),
    naming: namingLevels(graph, boldly, new Budget(maxWork)),
  }
}

function plainLevel(compiled: Compiled, limit: number, budget: () => Budget): Level {
  const options = { limit, privateLimit: limit, excursions: 'none' } as const
  const searchFor = ({ targets, kept, within, start }: DepthQuery): Searched =>
    search(compiled, targets, {
      ...options,
      kept,
      budget: budget(),
      ...(within === undefined ? {} : { within }),
      ...(start === undefined ? {} : { until: start }),
    })
  return { compiled, limit, search: searchFor }
}

function asIfFallen(compiled: Compiled): Compiled {
  const { tokens } = compiled
  if (tokens.plainCount === tokens.count) return compiled
  const ofEdge = tokens.ofEdge.map((met) => met.filter((token) => token < tokens.plainCount))
  return { ...compiled, tokens: { ...tokens, ofEdge } }
}

/** Starts in question are few; where they are not, they share one budget. */
function namingLevels(graph: DepthGraph, bold: Compiled, shared: Budget): Levels['naming'] {
  const named = once(() => compile(graph, 'none'))
  const budget = (): Budget => shared
  return (limit, start) => {
    const compiled = named()
    const searchFor = (query: DepthQuery): Searched => {
      const within = positionsWorthwhile(bold, query, { start, limit, budget })
      return excursionSearch({ compiled, bold: compiled, ownLimit: 0 }, { limit, budget, within })(query)
    }
    return { compiled, limit, search: searchFor }
  }
}
