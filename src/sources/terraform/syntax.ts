/** HCL as it is written: https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md. Offsets count UTF-16 units. */
export interface Span {
  readonly start: number
  readonly end: number
}

export interface Body {
  readonly attributes: readonly Attribute[]
  readonly blocks: readonly Block[]
}

export interface Attribute extends Span {
  readonly name: string
  readonly value: Expression
}

export interface Block extends Span {
  readonly type: string
  readonly labels: readonly string[]
  readonly body: Body
}

export type Expression =
  | Literal
  | Template
  | Tuple
  | ObjectValue
  | Name
  | Member
  | Index
  | Splat
  | Call
  | Unary
  | Binary
  | Conditional
  | For

export interface Literal extends Span {
  readonly kind: 'literal'
  readonly value: string | number | boolean | null
}

export interface Template extends Span {
  readonly kind: 'template'
  readonly parts: readonly TemplatePart[]
}

export type TemplatePart = Expression | TemplateIf | TemplateFor

/** `%{ if … }`. */
export interface TemplateIf extends Span {
  readonly kind: 'template-if'
  readonly condition: Expression
  readonly yes: Template
  readonly no: Template
}

/** `%{ for … }`. */
export interface TemplateFor extends Span {
  readonly kind: 'template-for'
  readonly keyName?: string
  readonly name: string
  readonly of: Expression
  readonly each: Template
}

export interface Tuple extends Span {
  readonly kind: 'tuple'
  readonly items: readonly Expression[]
}

export interface ObjectValue extends Span {
  readonly kind: 'object'
  readonly entries: readonly { readonly key: Expression; readonly value: Expression }[]
}

/** The first word of a reference: `var`, `local`, `azurerm_kubernetes_cluster`, a variable of a `for`. */
export interface Name extends Span {
  readonly kind: 'name'
  readonly name: string
}

/** `of.name`. */
export interface Member extends Span {
  readonly kind: 'member'
  readonly of: Expression
  readonly name: string
}

/** `of[key]`. */
export interface Index extends Span {
  readonly kind: 'index'
  readonly of: Expression
  readonly key: Expression
}

/** `of[*].path` and `of.*.path`. */
export interface Splat extends Span {
  readonly kind: 'splat'
  readonly of: Expression
  readonly each: SplatPath
}

/** What is taken of each item, and of each item of that where another splat follows. */
export interface SplatPath {
  readonly keys: readonly (string | Expression)[]
  readonly each?: SplatPath
}

export interface Call extends Span {
  readonly kind: 'call'
  readonly name: string
  readonly arguments: readonly Expression[]
  /** The last argument is a list of arguments: `f(a, b...)`. */
  readonly isExpanded: boolean
}

export interface Unary extends Span {
  readonly kind: 'unary'
  readonly operator: '!' | '-'
  readonly of: Expression
}

export interface Binary extends Span {
  readonly kind: 'binary'
  readonly operator: BinaryOperator
  readonly left: Expression
  readonly right: Expression
}

export type BinaryOperator = '||' | '&&' | '==' | '!=' | '<' | '>' | '<=' | '>=' | '+' | '-' | '*' | '/' | '%'

export interface Conditional extends Span {
  readonly kind: 'conditional'
  readonly condition: Expression
  readonly yes: Expression
  readonly no: Expression
}

/** `[for k, v in of : value if condition]` and `{for … : key => value...}`. */
export interface For extends Span {
  readonly kind: 'for'
  readonly keyName?: string
  readonly name: string
  readonly of: Expression
  /** Of an object; absent for a list. */
  readonly key?: Expression
  readonly value: Expression
  readonly condition?: Expression
  /** Values of one key are gathered in a list. */
  readonly isGrouped: boolean
}
