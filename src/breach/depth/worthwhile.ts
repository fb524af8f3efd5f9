import type { Budget } from './budget.ts'
import type { Compiled } from './compiled.ts'
import { underminerRoots } from './excursions.ts'
import type { DepthQuery } from './graph.ts'
import { joinTokens, type Label } from './label.ts'
import { type Root, search, type Searched } from './search.ts'

export interface WorthwhileOptions {
  readonly start: number
  readonly limit: number
  readonly budget: () => Budget
}

/**
 * Positions that one start can pass on its way to a target or an underminer within the limit, as if everything that
 * anybody undermines had fallen. Nothing else can lie on a route of that depth.
 */
export function positionsWorthwhile(
  bold: Compiled,
  query: DepthQuery,
  options: WorthwhileOptions,
): Uint8Array {
  const { start, limit, budget } = options
  const searchIn = (compiled: Compiled, roots: readonly Root[]): Searched =>
    search(compiled, roots, { limit, privateLimit: limit, kept: 1, excursions: 'none', budget: budget() })
  const before = searchIn(reversed(bold), [{ position: start, tag: 0 }])
  const toTargets = searchIn(bold, query.targets)
  const toUnderminers = searchIn(bold, underminerRoots(bold))
  if ([before, toTargets, toUnderminers].some(({ completeBelow }) => completeBelow < Infinity)) {
    return new Uint8Array(bold.graph.positionCount).fill(1)
  }
  return Uint8Array.from({ length: bold.graph.positionCount }, (_, position) => {
    const after = [...(toTargets.labels[position] ?? []), ...(toUnderminers.labels[position] ?? [])]
    const isWorth = (label: Label): boolean => after.some((next) => priceOf(bold, label, next) <= limit)
    return before.labels[position]?.some(isWorth) === true ? 1 : 0
  })
}

function priceOf({ tokens }: Compiled, a: Label, b: Label): number {
  return a.privates + b.privates + joinTokens(a.tokens, b.tokens, tokens).length
}

/** Every edge the other way round; what positions undermine is left out. */
function reversed(compiled: Compiled): Compiled {
  const { graph, edgesFrom, edgesInto } = compiled
  const edges = { ...graph.edges, from: graph.edges.to, to: graph.edges.from }
  return { ...compiled, graph: { ...graph, edges }, edgesFrom: edgesInto, edgesInto: edgesFrom, voids: [] }
}
