import type { Expression } from './syntax.ts'

/** Expressions that stand deeper in each other, or are longer, are not read. */
const mostDepth = 200
const mostMembers = 100

/** Whether a text of a template is an expression; `[[` stands for a bracket. */
export function isExpression(text: string): boolean {
  return text.startsWith('[') && !text.startsWith('[[') && text.endsWith(']')
}

/** The expression between the brackets; nothing where it cannot be read. */
export function parseExpression(text: string): Expression | undefined {
  const parser = new Parser(text.slice(1, -1))
  const expression = parser.expression(0)
  return parser.isAtEnd() ? expression : undefined
}

const token = /\s*(?:'((?:[^']|'')*)'|(-?\d+(?:\.\d+)?)|([A-Za-z_][\w]*)|([()[\],.]))/y

type Token =
  | { readonly kind: 'text' | 'number' | 'name' | 'mark'; readonly text: string }
  | { readonly kind: 'end'; readonly text: '' }

const end: Token = { kind: 'end', text: '' }

class Parser {
  readonly #text: string
  #at = 0
  #next: Token = end
  #isBroken = false

  constructor(text: string) {
    this.#text = text
    this.#advance()
  }

  isAtEnd(): boolean {
    return !this.#isBroken && this.#next.kind === 'end' && this.#text.slice(this.#at).trim() === ''
  }

  expression(depth: number): Expression | undefined {
    if (depth > mostDepth) return this.#fail()
    let made = this.#primary(depth)
    for (let count = 0; made !== undefined && this.#isMark('.', '['); count++) {
      if (count > mostMembers) return this.#fail()
      const key = this.#key(depth)
      made = key === undefined ? undefined : { kind: 'member', of: made, key }
    }
    return made
  }

  #primary(depth: number): Expression | undefined {
    const { kind, text } = this.#next
    if (kind === 'name') return this.#call(depth)
    if (kind !== 'text' && kind !== 'number') return this.#fail()
    this.#advance()
    return { kind: 'literal', value: kind === 'text' ? text.replaceAll("''", "'") : Number(text) }
  }

  /** `name(…)` or `namespace.name(…)`. */
  #call(depth: number): Expression | undefined {
    let name = this.#take()
    if (this.#isMark('.')) {
      this.#advance()
      name += `.${this.#next.kind === 'name' ? this.#take() : ''}`
    }
    if (!this.#isMark('(')) return this.#fail()
    const given = this.#arguments(depth)
    return given === undefined ? undefined : { kind: 'call', name: name.toLowerCase(), arguments: given }
  }

  #arguments(depth: number): readonly Expression[] | undefined {
    const given: Expression[] = []
    this.#advance()
    while (!this.#isMark(')')) {
      const argument = this.expression(depth + 1)
      if (argument === undefined) return undefined
      given.push(argument)
      if (this.#isMark(',')) this.#advance()
      else if (!this.#isMark(')')) return this.#fail()
    }
    this.#advance()
    return given
  }

  #key(depth: number): Expression | undefined {
    const isDot = this.#isMark('.')
    this.#advance()
    if (isDot) return this.#next.kind === 'name' ? { kind: 'literal', value: this.#take() } : this.#fail()
    const key = this.expression(depth + 1)
    if (!this.#isMark(']')) return this.#fail()
    this.#advance()
    return key
  }

  #isMark(...marks: readonly string[]): boolean {
    return this.#next.kind === 'mark' && marks.includes(this.#next.text)
  }

  #take(): string {
    const { text } = this.#next
    this.#advance()
    return text
  }

  #fail(): undefined {
    this.#isBroken = true
    return undefined
  }

  #advance(): void {
    token.lastIndex = this.#at
    const match = token.exec(this.#text)
    this.#next = match === null ? end : tokenOf(match)
    if (match !== null) this.#at = token.lastIndex
  }
}

function tokenOf([, text, number, name, mark = '']: RegExpExecArray): Token {
  if (text !== undefined) return { kind: 'text', text }
  if (number !== undefined) return { kind: 'number', text: number }
  return name === undefined ? { kind: 'mark', text: mark } : { kind: 'name', text: name }
}
