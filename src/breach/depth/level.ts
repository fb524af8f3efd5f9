import { compile, type Compiled } from './compiled.ts'
import type { DepthGraph, DepthQuery } from './graph.ts'
import { search, type Searched } from './search.ts'

export interface DepthOptions {
  /** Depths up to here are exact; deeper ones are "more". */
  readonly limit: number
  /** Bounds the work of one search on hostile input; beyond it `least` and `most` may part. */
  readonly maxLabels: number
}

/** A way to search, up to a limit. */
export interface Level {
  readonly compiled: Compiled
  readonly limit: number
  readonly search: (query: DepthQuery) => Searched
}

/** As if everything that anybody undermines had fallen: no depth is less. */
export function boldLevel(compiled: Compiled, options: DepthOptions): Level {
  const { tokens } = compiled
  if (tokens.plainCount === tokens.count) return plainLevel(compiled, options)
  const ofEdge = tokens.ofEdge.map((met) => met.filter((token) => token < tokens.plainCount))
  return plainLevel({ ...compiled, tokens: { ...tokens, ofEdge } }, options)
}

/** The attacker undermines what lies on the way or is to be had for free. */
export function plainLevel(compiled: Compiled, options: DepthOptions): Level {
  const { limit } = options
  const searchFor = ({ targets, kept }: DepthQuery): Searched =>
    search(compiled, targets, { ...options, privateLimit: limit, kept, excursions: 'none' })
  return { compiled, limit, search: searchFor }
}

/** The attacker also makes excursions that cost something. */
export function excursionLevel(compiled: Compiled, options: DepthOptions): Level {
  const { limit } = options
  const excursions = once(() => searchExcursions(compiled, options))
  const searchFor = ({ targets, kept }: DepthQuery): Searched => {
    const { labels, completeBelow } = excursions()
    const found = search(compiled, targets, { ...options, privateLimit: limit, kept, excursions: labels })
    return { ...found, completeBelow: Math.min(found.completeBelow, completeBelow) }
  }
  return { compiled, limit, search: searchFor }
}

/**
 * An excursion is worth its price only if it saves more domains than are private to it, and all that it can save are
 * the domains that anybody undermines.
 */
function searchExcursions(compiled: Compiled, options: DepthOptions): Searched {
  const { tokens, underminers } = compiled
  const roots = underminers.classes.flatMap(({ positions }, tag) =>
    positions.map((position) => ({ position, tag })),
  )
  const savable = new Set(tokens.domains.subarray(tokens.plainCount)).size
  const privateLimit = Math.min(options.limit, Math.max(0, savable - 1))
  return search(compiled, roots, { ...options, privateLimit, kept: Infinity, excursions: 'own' })
}

/** Levels by their limit; each is made when it is first needed. */
export interface Levels {
  readonly bold: Level
  readonly plain: Level
  /** Private domains are counted: fast, and now and then no more than a bound. */
  readonly counting: (limit: number) => Level
  /** Private domains are named: always exact. */
  readonly naming: (limit: number) => Level
}

export function levelsOf(graph: DepthGraph, options: DepthOptions): Levels {
  const counted = compile(graph, { countPrivates: true })
  const named = once(() => compile(graph, { countPrivates: false }))
  return {
    bold: boldLevel(counted, options),
    plain: plainLevel(counted, options),
    counting: byLimit((limit) => excursionLevel(counted, { ...options, limit })),
    naming: byLimit((limit) => excursionLevel(named(), { ...options, limit })),
  }
}

function byLimit(make: (limit: number) => Level): (limit: number) => Level {
  const levels = new Map<number, Level>()
  return (limit) => {
    const level = levels.get(limit) ?? make(limit)
    levels.set(limit, level)
    return level
  }
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => (made ??= { value: make() }).value
}
