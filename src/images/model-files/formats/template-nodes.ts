// The nodes of a template as `@huggingface/jinja` parses it.

import type { Severity } from '../../../knowledge/guarantees.ts'

export type Tell = (severity: Severity, why: string) => void

export interface Node {
  readonly type: string
  readonly [field: string]: unknown
}

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
}

/** All nodes of the program, the outer first. */
export function* nodesOf(root: unknown): Generator<Node> {
  const left = [root]
  while (left.length > 0) {
    const next = left.pop()
    if (isNode(next)) yield next
    if (typeof next === 'object' && next !== null)
      for (const value of valuesOf(next).reverse()) left.push(value)
  }
}

/** Keys and values of a map of the program, too. */
function valuesOf(value: object): unknown[] {
  return value instanceof Map ? [...value].flat() : Object.values(value)
}

/** Of `attr` and of `attr(x)`; empty for what has no name. */
export function nameOf(node: unknown): string {
  if (!isNode(node)) return ''
  if (node.type === 'CallExpression') return nameOf(node['callee'])
  return node.type === 'Identifier' ? String(node['value']) : ''
}
