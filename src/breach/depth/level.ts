import { compile, type Compiled } from './compiled.ts'
import type { DepthGraph, DepthQuery } from './graph.ts'
import { openSearch, type OpenSearch, type Root, search } from './search.ts'

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
  readonly search: (query: DepthQuery) => OpenSearch
}

/** As if everything that anybody undermines had fallen: no depth is less. */
function bold(compiled: Compiled): Compiled {
  const { tokens } = compiled
  if (tokens.plainCount === tokens.count) return compiled
  const ofEdge = tokens.ofEdge.map((met) => met.filter((token) => token < tokens.plainCount))
  return { ...compiled, tokens: { ...tokens, ofEdge } }
}

/** The attacker undermines what lies on the way or is to be had for free. */
function plainLevel(compiled: Compiled, options: DepthOptions): Level {
  const { limit } = options
  const searchFor = ({ targets, kept }: DepthQuery): OpenSearch =>
    openSearch(compiled, targets, { ...options, privateLimit: limit, kept, excursions: 'none' })
  return { compiled, limit, search: searchFor }
}

/** The attacker also makes excursions that cost something, with so many private domains of their own. */
function excursionLevel(compiled: Compiled, options: DepthOptions, ownLimit: number): Level {
  const { limit } = options
  const shared = { ...options, privateLimit: limit }
  const roots = underminerRoots(compiled)
  const asides = once(() =>
    search(bold(compiled), roots, { ...shared, kept: Infinity, excursions: 'none', isShared: true }),
  )
  const limits = { ...shared, asides: () => asides().labels }
  const excursions = once(() => {
    const privateLimit = Math.min(ownLimit, privateLimitOf(compiled, limit))
    return search(compiled, roots, { ...limits, privateLimit, kept: Infinity, excursions: 'own' })
  })
  const searchFor = ({ targets, kept }: DepthQuery): OpenSearch => {
    const run = openSearch(compiled, targets, { ...limits, kept, excursions: excursions().labels })
    return {
      settle: (most) => {
        const found = run.settle(most)
        const { completeBelow } = excursions()
        return {
          ...found,
          completeBelow: Math.min(found.completeBelow, completeBelow, asides().completeBelow),
        }
      },
    }
  }
  return { compiled, limit, search: searchFor }
}

function underminerRoots({ underminers }: Compiled): Root[] {
  return underminers.classes.flatMap(({ positions }, tag) => positions.map((position) => ({ position, tag })))
}

/**
 * An excursion is worth its price only if it saves more domains than are private to it, and all that it can save are
 * the domains that anybody undermines.
 */
function privateLimitOf({ tokens }: Compiled, limit: number): number {
  const savable = new Set(tokens.domains.subarray(tokens.plainCount)).size
  return Math.min(limit, Math.max(0, savable - 1))
}

/** Levels by their limit; each is made when it is first needed. */
export interface Levels {
  readonly bold: Level
  readonly plain: Level
  /**
   * Private domains are counted: fast, and now and then no more than a bound. Excursions have at most so many of them to
   * themselves, which come on top of what the way costs at least.
   */
  readonly counting: (limit: number, ownLimit: number) => Level
  /** Private domains are named: always exact. */
  readonly naming: (limit: number) => Level
}

export function levelsOf(graph: DepthGraph, options: DepthOptions): Levels {
  const routed = compile(graph, 'entered-or-left')
  const counted = once(() => compile(graph, 'entered'))
  const named = once(() => compile(graph, 'none'))
  const plain = plainLevel(routed, options)
  const isBold = routed.tokens.plainCount === routed.tokens.count
  return {
    bold: isBold ? plain : plainLevel(bold(routed), options),
    plain,
    counting: byLimits((limit, ownLimit) => excursionLevel(counted(), { ...options, limit }, ownLimit)),
    naming: byLimits((limit) => excursionLevel(named(), { ...options, limit }, 0)),
  }
}

function byLimits(
  make: (limit: number, ownLimit: number) => Level,
): (limit: number, ownLimit?: number) => Level {
  const levels = new Map<string, Level>()
  return (limit, ownLimit = 0) => {
    const key = `${limit} ${ownLimit}`
    const level = levels.get(key) ?? make(limit, ownLimit)
    levels.set(key, level)
    return level
  }
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => (made ??= { value: make() }).value
}
