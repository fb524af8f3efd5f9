import type { Place } from '../../kernel/tree.ts'
import type { Document } from '../../model/origin.ts'
import type { Expression } from '../../template/syntax.ts'
import { Cursor } from '../cursor.ts'

const word = /[A-Za-z_]\w*/y
const wordAhead = /[A-Za-z_]\w*\b/y

/** A text of Bicep and how far it was read: https://github.com/Azure/bicep/blob/main/docs/grammar.md. */
export class Reader extends Cursor {
  readonly document: Document

  constructor(document: Document) {
    super(document.text)
    this.document = document
  }

  /** From an offset to here. */
  placeFrom(start: number): Place {
    return { start, end: this.at, document: this.document }
  }

  /** Where the next thing on this line starts. */
  startOfNext(): number {
    this.skip()
    return this.at
  }

  takeWord(): string | undefined {
    this.skip()
    return this.take(word)
  }

  peekWord(): string | undefined {
    this.skip()
    wordAhead.lastIndex = this.at
    return wordAhead.exec(this.text)?.[0]
  }

  /** Moves behind a word where it stands here. */
  takesWord(expected: string): boolean {
    if (this.peekWord() !== expected) return false
    this.at += expected.length
    return true
  }

  expectWord(): string {
    return this.takeWord() ?? this.fail('Expected a name.')
  }

  expectThisWord(expected: string): void {
    if (!this.takesWord(expected)) this.fail(`Expected '${expected}'.`)
  }

  /** Items between brackets, of which each stands on a line of its own or behind a comma. */
  items(open: string, close: string, parseItem: () => void): void {
    this.expect(open)
    this.nested(true, () => {
      for (this.skipLines(); !this.takes(close); this.skipLines()) {
        parseItem()
        if (!this.takes(',') && !this.peeks('\n') && !this.peeks(close))
          this.fail(`Expected a new line or '${close}'.`)
      }
    })
  }

  /** What stands between round brackets, where lines mean nothing, parted by commas. */
  list(parseItem: () => void): void {
    this.expect('(')
    this.nested(false, () => {
      while (!this.takes(')')) {
        parseItem()
        if (!this.takes(',') && !this.peeks(')')) this.fail("Expected ',' or ')'.")
      }
    })
  }
}

/** A literal text, where an expression is nothing else. */
export function literalText(expression: Expression | undefined): string | undefined {
  return expression?.kind === 'literal' && typeof expression.value === 'string' ? expression.value : undefined
}
