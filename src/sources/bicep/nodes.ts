import type { Entry, MapNode, Node, Place } from '../../kernel/tree.ts'
import { type Expression, expressionNode } from '../../template/syntax.ts'

/** The value of a template for what Bicep says: itself where it is a literal, else its expression. */
export function nodeOf(expression: Expression, around: Place): Node {
  const { at = around } = expression
  const isPlain =
    expression.kind === 'literal' &&
    !(typeof expression.value === 'string' && expression.value.startsWith('['))
  return isPlain ? { kind: 'scalar', value: expression.value, ...at } : expressionNode(expression, at)
}

export function textNode(value: string, at: Place): Node {
  return nodeOf({ kind: 'literal', value }, at)
}

export function truthNode(value: boolean, at: Place): Node {
  return { kind: 'scalar', value, ...at }
}

/** A map at a place; what is undefined is not in it. */
export function mapNode(values: Readonly<Record<string, Node | undefined>>, at: Place): MapNode {
  const entries = Object.entries(values).flatMap(([key, value]): [string, Entry][] =>
    value === undefined ? [] : [[key, { keyStart: value.start, value }]],
  )
  return { kind: 'map', entries: new Map(entries), ...at }
}
