import { Cursor, SyntaxFault } from '../cursor.ts'
import { parseExpression } from './parse-expression.ts'
import type { Attribute, Block, Body, Literal } from './syntax.ts'

export interface Fault {
  readonly message: string
  readonly offset: number
}

export interface ParsedHcl {
  readonly body: Body
  /** What is no HCL; the lines behind each were read again. */
  readonly faults: readonly Fault[]
}

/** More broken lines than this say that the file is something else. */
const mostFaults = 20

/** Reads a file in HCL. Never throws: what cannot be read is a fault, and reading goes on at the next line. */
export function parseHcl(text: string): ParsedHcl {
  const reader = new BodyReader(text)
  const body = reader.read(true)
  return { body, faults: reader.faults }
}

class BodyReader {
  readonly #cursor: Cursor
  readonly faults: Fault[] = []

  constructor(text: string) {
    this.#cursor = new Cursor(text)
  }

  /** The items up to the brace that closes, or up to the end of the file. */
  read(isFile: boolean): Body {
    const attributes: Attribute[] = []
    const blocks: Block[] = []
    while (!this.#isFinished(isFile)) {
      const item = this.#orFault(() => this.#item())
      if (item === undefined) continue
      if ('value' in item) attributes.push(item)
      else blocks.push(item)
    }
    return { attributes, blocks }
  }

  #isFinished(isFile: boolean): boolean {
    const cursor = this.#cursor
    if (this.#orFault(() => (cursor.skipLines(), true)) === undefined || this.faults.length >= mostFaults)
      cursor.at = cursor.text.length
    if (cursor.isAtEnd) {
      if (!isFile) this.#note('A block is not closed.', cursor.at)
      return true
    }
    if (cursor.text[cursor.at] !== '}') return false
    cursor.at += 1
    if (isFile) this.#note("'}' closes nothing.", cursor.at - 1)
    return !isFile
  }

  #orFault<T>(read: () => T): T | undefined {
    try {
      return read()
    } catch (error) {
      if (!(error instanceof SyntaxFault)) throw error
      this.#note(error.message, error.offset)
      this.#skipLine(error.offset)
      return undefined
    }
  }

  #note(message: string, offset: number): void {
    if (this.faults.length < mostFaults) this.faults.push({ message, offset })
  }

  #skipLine(offset: number): void {
    const cursor = this.#cursor
    const next = cursor.text.indexOf('\n', Math.max(offset, cursor.at))
    cursor.at = next === -1 ? cursor.text.length : next + 1
  }

  #item(): Attribute | Block {
    const cursor = this.#cursor
    const { at: start } = cursor
    const name = cursor.identifier() ?? cursor.fail('Expected the name of an argument or a block.')
    cursor.skip()
    if (!cursor.peeks('==') && cursor.takes('=')) {
      const value = parseExpression(cursor)
      this.#expectLineEnd()
      return { name, value, start, end: value.end }
    }
    const labels = this.#labels()
    cursor.expect('{')
    const body = cursor.nested(true, () => this.read(false))
    this.#expectLineEnd()
    return { type: name, labels, body, start, end: cursor.at }
  }

  #labels(): readonly string[] {
    const cursor = this.#cursor
    const labels: string[] = []
    for (;;) {
      const name = cursor.peeks('"') ? this.#quotedLabel() : (cursor.skip(), cursor.identifier())
      if (name === undefined) return labels
      labels.push(name)
    }
  }

  #quotedLabel(): string {
    const label = parseExpression(this.#cursor)
    if (label.kind !== 'literal') this.#cursor.fail('The label of a block is a plain text.')
    return String((label as Literal).value)
  }

  /** A block on one line may be closed behind its only argument. */
  #expectLineEnd(): void {
    const cursor = this.#cursor
    cursor.skip()
    if (cursor.isAtEnd || cursor.text[cursor.at] === '\n' || cursor.text[cursor.at] === '}') return
    cursor.fail('Expected a new line.')
  }
}
