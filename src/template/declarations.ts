import { child, entriesOf, itemsOf, type MapNode, type Node } from '../kernel/tree.ts'
import { asText } from '../values/value.ts'

/** A resource as it is written, and the one around it. */
export interface Written {
  readonly node: Node
  /** Its symbolic name, behind those around it: `a::b`. */
  readonly symbol: string | undefined
  readonly around?: Written
}

/** Resources stand in a list, or in a map by their symbolic names. */
export function writtenIn(node: Node, around?: Written): readonly Written[] {
  const resources = child(node, 'resources')
  const outer = around === undefined ? {} : { around }
  const before = around?.symbol === undefined ? '' : `${around.symbol}::`
  if (resources?.kind === 'map')
    return [...entriesOf(resources)].map(([name, { value }]) => ({
      node: value,
      symbol: before + name,
      ...outer,
    }))
  return itemsOf(resources).map((each) => ({ node: each, symbol: undefined, ...outer }))
}

/**
 * The resources of a template by their symbolic names. One in another one goes by the names of both, `a::b`, and by its
 * own where no other one has it.
 */
export function symbolsIn(template: Node): ReadonlyMap<string, Written> {
  const all = writtenIn(template).flatMap(withInner)
  const symbols = new Map(all.map((written) => [written.symbol ?? '', written]))
  const inner = Map.groupBy(all, ({ symbol = '' }) => symbol.slice(symbol.lastIndexOf('::') + 2))
  for (const [name, [only, ...others]] of inner)
    if (only !== undefined && others.length === 0 && !symbols.has(name)) symbols.set(name, only)
  return symbols
}

function withInner(written: Written): readonly Written[] {
  if (written.symbol === undefined) return []
  return [written, ...writtenIn(written.node, written).flatMap(withInner)]
}

/** The functions that a template declares, by `namespace.name` in small letters; those of Bicep have no namespace. */
export function functionsIn(template: Node): ReadonlyMap<string, MapNode> {
  const functions = new Map<string, MapNode>()
  for (const group of itemsOf(child(template, 'functions'))) {
    const namespace = asText(child(group, 'namespace'))?.toLowerCase()
    const before = namespace === undefined ? '' : `${namespace}.`
    for (const [key, { value }] of entriesOf(child(group, 'members')))
      if (value.kind === 'map') functions.set(`${before}${key.toLowerCase()}`, value)
  }
  return functions
}
