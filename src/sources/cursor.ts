/** Why a text is not of its language, and where. Thrown within the parser alone, which makes a problem of it. */
export class SyntaxFault extends Error {
  readonly offset: number
  constructor(message: string, offset: number) {
    super(message)
    this.offset = offset
  }
}

/** Expressions and blocks that stand deeper in each other than this are refused: no person writes them. */
const mostDepth = 200

const blank = /[ \t\r\uFEFF]+/y
const blankOrLine = /[ \t\r\n\uFEFF]+/y
const lineComment = /(?:#|\/\/)[^\n]*/y
const identifier = /[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}\p{Pc}-]*/uy

/** A place in a text, with what every part of the parser does there. */
export class Cursor {
  readonly text: string
  at = 0
  #depth = 0
  #endsAtLine = true
  #hasOpenComment = false

  constructor(text: string) {
    this.text = text
  }

  get isAtEnd(): boolean {
    return this.at >= this.text.length
  }

  /** Parses something in which newlines end an item (`true`) or mean nothing, within the bound on depth. */
  nested<T>(endsAtLine: boolean, parse: () => T): T {
    const before = this.#endsAtLine
    this.#endsAtLine = endsAtLine
    this.#depth += 1
    if (this.#depth > mostDepth) this.fail(`This stands more than ${mostDepth} levels deep.`)
    try {
      return parse()
    } finally {
      this.#depth -= 1
      this.#endsAtLine = before
    }
  }

  /** Skips blanks and comments, and newlines where they mean nothing. */
  skip(): void {
    while (this.take(this.#endsAtLine ? blank : blankOrLine) !== undefined || this.#skipComment());
  }

  /** Skips newlines, too. */
  skipLines(): void {
    while (this.take(blankOrLine) !== undefined || this.#skipComment());
  }

  #skipComment(): boolean {
    if (this.take(lineComment) !== undefined) return true
    if (!this.text.startsWith('/*', this.at)) return false
    // What has no end is looked for once.
    const end = this.#hasOpenComment ? -1 : this.text.indexOf('*/', this.at + 2)
    this.#hasOpenComment = end === -1
    if (end === -1) this.fail('A comment is not closed.')
    this.at = end + 2
    return true
  }

  /** The same, where newlines mean what they mean around it. */
  deeper<T>(parse: () => T): T {
    return this.nested(this.#endsAtLine, parse)
  }

  /** What a sticky pattern matches here; the cursor moves behind it. */
  take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at
    const match = pattern.exec(this.text)?.[0]
    if (match !== undefined) this.at += match.length
    return match
  }

  identifier(): string | undefined {
    return this.take(identifier)
  }

  peeks(mark: string): boolean {
    this.skip()
    return this.text.startsWith(mark, this.at)
  }

  /** Moves behind a mark where it stands here. */
  takes(mark: string): boolean {
    if (!this.peeks(mark)) return false
    this.at += mark.length
    return true
  }

  expect(mark: string): void {
    if (!this.takes(mark)) this.fail(`Expected '${mark}'.`)
  }

  expectName(): string {
    this.skip()
    return this.identifier() ?? this.fail('Expected a name.')
  }

  fail(message: string): never {
    throw new SyntaxFault(message, Math.min(this.at, this.text.length))
  }
}
