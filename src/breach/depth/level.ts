import { compile, type Compiled } from './compiled.ts'
import type { DepthGraph, DepthQuery } from './graph.ts'
import { search, type Searched } from './search.ts'

export interface DepthOptions {
  /** Depths up to here are exact; deeper ones are "more". */
  readonly limit: number
  /** Bounds the work of one search on hostile input; beyond it `least` and `most` may part. */
  readonly maxLabels: number
}

/** A way to count, up to one limit. The labels towards underminers serve every query. */
export interface Level {
  readonly compiled: Compiled
  readonly limit: number
  readonly search: (query: DepthQuery) => Searched
}

/** Private domains are counted: fast, and now and then no more than a bound. */
export function countingLevel(graph: DepthGraph, options: DepthOptions): Level {
  return makeLevel(compile(graph, { countPrivates: true }), options)
}

/** Private domains are named: always exact. Compiled once for every limit. */
export function namingLevels(graph: DepthGraph, options: DepthOptions): (limit: number) => Level {
  const compiled = once(() => compile(graph, { countPrivates: false }))
  const levels = new Map<number, Level>()
  return (limit) => {
    const level = levels.get(limit) ?? makeLevel(compiled(), { ...options, limit })
    levels.set(limit, level)
    return level
  }
}

function makeLevel(compiled: Compiled, options: DepthOptions): Level {
  const excursions = once(() => searchExcursions(compiled, options))
  const searchFor = ({ targets, kept }: DepthQuery): Searched => {
    const { labels, completeBelow } = excursions()
    const found = search(compiled, targets, { ...options, privateLimit: options.limit, kept, excursions: labels })
    return { ...found, completeBelow: Math.min(found.completeBelow, completeBelow) }
  }
  return { compiled, limit: options.limit, search: searchFor }
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
  return search(compiled, roots, { ...options, privateLimit, kept: Infinity })
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => (made ??= { value: make() }).value
}
