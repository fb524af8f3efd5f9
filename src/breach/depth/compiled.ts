import { type Adjacency, groupEdges } from './adjacency.ts'
import type { DepthGraph } from './graph.ts'
import { gatherFreely } from './free.ts'
import { type Counting, tokenize, type Tokens } from './tokens.ts'
import { classify, type Underminers } from './underminers.ts'

/** A graph prepared for the search: tokens for barriers, edges by their ends, what each position undermines for free. */
export interface Compiled {
  readonly graph: DepthGraph
  readonly tokens: Tokens
  readonly underminers: Underminers
  readonly edgesInto: Adjacency
  readonly edgesFrom: Adjacency
  /** Nothing for each position. */
  readonly blank: readonly undefined[]
  /** Position to a flag per token: is it void once the position is owned? Positions that void none have no flags. */
  readonly voids: readonly (Uint8Array | undefined)[]
}

/** With `countPrivates` private domains become numbers: far fewer labels, and seldom an answer that needs a second look. */
export function compile(graph: DepthGraph, counting: Counting): Compiled {
  const tokens = tokenize(graph, counting)
  const underminers = classify(tokens)
  const { positionCount, edges } = graph
  const edgesInto = groupEdges(edges.to, edges.from, positionCount)
  const edgesFrom = groupEdges(edges.from, edges.to, positionCount)
  const blank = Array.from({ length: positionCount }, () => undefined)
  const parts = { graph, tokens, underminers, edgesInto, edgesFrom, blank }
  return { ...parts, voids: gatherFreely(parts) }
}
