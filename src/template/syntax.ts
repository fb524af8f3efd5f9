/** An expression of a template: https://learn.microsoft.com/azure/azure-resource-manager/templates/template-expressions. */
export type Expression = Literal | Call | Member

export interface Literal {
  readonly kind: 'literal'
  readonly value: string | number
}

export interface Call {
  readonly kind: 'call'
  /** In small letters, which ARM does not tell from others; `namespace.name` for a function of the template's own. */
  readonly name: string
  readonly arguments: readonly Expression[]
}

/** `a.b` and `a[b]`. */
export interface Member {
  readonly kind: 'member'
  readonly of: Expression
  readonly key: Expression
}
