import type { BreachGraph, GraphPosition, GraphStep } from '../../findings/breach-graph.ts'
import { nameToken } from '../name-token.ts'

/** Positions that are no things: a tenant's code and data, and what nobody sits in. */
const abstract: ReadonlySet<GraphPosition['kind']> = new Set(['code', 'tenant', 'influence', 'drain'])

/** Which component each position is a part of. */
export interface Layout {
  /** The position that a component is named by, in the order of the graph. */
  readonly roots: readonly GraphPosition[]
  /** The root of a position; nothing where no component holds it. */
  rootOf(id: string): GraphPosition | undefined
  /** Steps that start in each component, by the id of its root. */
  readonly steps: ReadonlyMap<string, readonly GraphStep[]>
  /** Ids of roots in which arbitrary code is assumed to run. */
  readonly footholds: ReadonlySet<string>
}

export function layOut({ positions, steps }: BreachGraph): Layout {
  const byId = new Map(positions.map((each) => [each.id, each] as const))
  const rootOf = (id: string): GraphPosition | undefined => {
    const position = byId.get(id)
    if (position === undefined || abstract.has(position.kind)) return undefined
    return byId.get(position.within ?? '') ?? position
  }
  const roots = new Set(positions.flatMap(({ id }) => rootOf(id) ?? []))
  return {
    roots: [...roots],
    rootOf,
    steps: Map.groupBy(steps, ({ from }) => rootOf(from)?.id ?? ''),
    footholds: new Set(
      positions.filter(({ isFoothold }) => isFoothold).flatMap(({ id }) => rootOf(id)?.id ?? []),
    ),
  }
}

export function componentId({ id }: GraphPosition): string {
  return nameToken(id)
}
