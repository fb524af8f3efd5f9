import type { HiddenNode, Node, Place, Scalar } from '../kernel/tree.ts'

/**
 * An expression of a template, as ARM and Bicep both mean it:
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/template-expressions.
 * One of ARM stands where the text stands that it is in; Bicep tells the place of each part.
 */
export type Expression = Literal | Call | Member | Name | ListOf | MapOf

interface Placed {
  readonly at?: Place
}

export interface Literal extends Placed {
  readonly kind: 'literal'
  readonly value: Scalar
}

export interface Call extends Placed {
  readonly kind: 'call'
  /** In small letters, which ARM does not tell from others; `namespace.name` for a function of the template's own. */
  readonly name: string
  readonly arguments: readonly Expression[]
}

/** `a.b` and `a[b]`. */
export interface Member extends Placed {
  readonly kind: 'member'
  readonly of: Expression
  readonly key: Expression
  /** `a.?b`: null where there is none. */
  readonly isSafe?: boolean
}

/** What Bicep calls by its name alone: a parameter, a variable, a resource, the variable of a loop; `a::b` in a resource. */
export interface Name extends Placed {
  readonly kind: 'name'
  readonly name: string
}

export interface ListOf extends Placed {
  readonly kind: 'list'
  readonly items: readonly Item[]
}

export interface MapOf extends Placed {
  readonly kind: 'map'
  readonly items: readonly Item[]
}

/** An item, with its key in a map; without one in a map, and where it says so in a list, all parts of it (`...a`). */
export interface Item {
  readonly key?: Expression
  readonly value: Expression
  readonly isSpread?: boolean
}

/** Where the value of a template stands as an expression of its own, and not as a text in brackets. */
interface ExpressionNode extends HiddenNode {
  readonly expression: Expression
}

export function expressionNode(expression: Expression, at: Place): ExpressionNode {
  const { start, end, document } = at
  const reason = 'the expression was not worked out'
  const place = document === undefined ? { start, end } : { start, end, document }
  return { kind: 'hidden', reason, expression, ...place }
}

export function isExpressionNode(node: Node): node is ExpressionNode {
  return node.kind === 'hidden' && 'expression' in node
}
