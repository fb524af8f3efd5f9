import type { Compiled } from './compiled.ts'
import { type Choice, type Depth, type DepthGraph, type DepthQuery, isChosen, type Witness } from './graph.ts'
import type { Label } from './label.ts'
import { type DepthOptions, type Level, type Levels, levelsOf } from './level.ts'
import { reachedTags } from './reach.ts'
import type { OpenSearch, Searched } from './search.ts'
import { countDomains } from './tokens.ts'
import { proveLabel } from './witness.ts'

export interface DepthSolver {
  /** The depths of every start towards one set of targets. */
  readonly answer: (query: DepthQuery) => DepthAnswer
}

export interface DepthAnswer {
  readonly depth: (start: number, choice: Choice) => Depth
  /** The proof of a depth; none where there is no route or it is beyond the limit. */
  readonly witness: (start: number, choice: Choice) => Witness | undefined
}

const defaults: DepthOptions = { limit: 4, maxLabels: 5_000_000 }

export function prepareDepths(graph: DepthGraph, options: Partial<DepthOptions> = {}): DepthSolver {
  const levels = levelsOf(graph, { ...defaults, ...options })
  return { answer: (query) => answerQuery(query, levels) }
}

function answerQuery(query: DepthQuery, levels: Levels): DepthAnswer {
  const { graph, edgesInto } = levels.plain.compiled
  const tags = reachedTags(graph, edgesInto, query)
  const searched = searchedOnce(query)
  const bounds = (start: number, choice: Choice): Bounds => {
    checkChoice(query, choice)
    if (![...(tags[start] ?? [])].some((tag) => isChosen(tag, choice))) return noRoute
    return narrow(levels, (level) => boundsBy(level, searched(level), { start, choice }))
  }
  return {
    depth: (start, choice) => {
      const { least, most } = bounds(start, choice)
      return { least, most }
    },
    witness: (start, choice) => witnessOf(bounds(start, choice)),
  }
}

function searchedOnce(query: DepthQuery): (level: Level) => OpenSearch {
  const found = new Map<Level, OpenSearch>()
  return (level) => {
    const known = found.get(level) ?? level.search(query)
    found.set(level, known)
    return known
  }
}

/** From the quick bounds to the costly ones, and only as far as they leave a gap. */
function narrow(levels: Levels, at: (level: Level) => Bounds): Bounds {
  const { limit } = levels.plain
  const plain = at(levels.plain)
  const bold = Math.min(at(levels.bold).least, plain.most)
  let least = bold
  for (; least < plain.most && least <= limit; least++) {
    const counted = at(levels.counting(least, least - bold))
    const found = counted.isDisputed ? at(levels.naming(least)) : counted
    if (found.most <= least) return found
    if (found.least <= least) break
  }
  return { ...plain, least: Math.min(least, plain.most) }
}

function checkChoice({ kept }: DepthQuery, { kind }: Choice): void {
  const needed = { any: 1, except: 2, only: Infinity }[kind]
  if (kept < needed) throw new RangeError(`A query that keeps ${kept} tags cannot answer '${kind}'.`)
}

interface Bounds extends Depth {
  readonly proof?: () => Witness | undefined
  /** Private domains were counted where they may be shared: whether less is enough is open. */
  readonly isDisputed?: boolean
}

const noRoute: Bounds = { least: Infinity, most: Infinity }

interface Asked {
  readonly start: number
  readonly choice: Choice
}

/** Goes only as deep as the answer lies. */
function boundsBy(level: Level, search: OpenSearch, asked: Asked): Bounds {
  for (let most = 0; most < level.limit; most++) {
    const bounds = boundsAt(level, search.settle(most), asked)
    if (bounds.most <= most && bounds.isDisputed !== true) return bounds
  }
  return boundsAt(level, search.settle(level.limit), asked)
}

export function boundsAt(level: Level, searched: Searched, asked: Asked): Bounds {
  const { compiled, limit } = level
  const all = (searched.labels[asked.start] ?? []).filter(({ tag }) => isChosen(tag, asked.choice))
  const certain = certainBounds(
    cheapest(
      compiled,
      all.filter(({ isLoose }) => !isLoose),
    ),
    level,
    searched,
  )
  const loose = cheapest(
    compiled,
    all.filter(({ isLoose }) => isLoose),
  )
  const { least, most } = certain
  if (loose === undefined || loose.cost >= Math.min(most, limit + 1)) return certain
  const lower = Math.min(least, loose.cost)
  const witness = proveLabel(compiled, loose.label)
  return witness !== undefined && witness.failed.length <= loose.cost
    ? { least: lower, most: loose.cost, proof: () => witness }
    : { ...certain, least: lower, isDisputed: true }
}

/** What labels say that count nothing twice. */
function certainBounds(
  best: Priced | undefined,
  { compiled, limit }: Level,
  { completeBelow }: Searched,
): Bounds {
  const most = best === undefined || best.cost > limit ? Infinity : best.cost
  const least = Math.min(most, limit + 1, completeBelow)
  return best === undefined ? { least, most } : { least, most, proof: () => proveLabel(compiled, best.label) }
}

function witnessOf({ most, proof }: Bounds): Witness | undefined {
  return most === Infinity ? undefined : proof?.()
}

interface Priced {
  readonly label: Label
  readonly cost: number
}

/** The label for which least has to fail; among equals the shortest, then the first. */
function cheapest({ tokens }: Compiled, labels: readonly Label[]): Priced | undefined {
  let best: Priced | undefined
  for (const label of labels) {
    const cost = label.privates + countDomains(label.tokens, tokens)
    const isBetter = best === undefined || cost < best.cost
    if (isBetter || (cost === best?.cost && label.edgeCount < best.label.edgeCount)) best = { label, cost }
  }
  return best
}
