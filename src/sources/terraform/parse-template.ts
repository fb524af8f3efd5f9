import type { Cursor } from '../cursor.ts'
import type { Expression, Literal, Template, TemplateFor, TemplateIf, TemplatePart } from './syntax.ts'

/** What reads the expressions that are filled in. */
export type ParseExpression = (cursor: Cursor) => Expression

/** A text in quotes. One without anything to fill in is a literal. */
export function parseQuoted(cursor: Cursor, parse: ParseExpression): Expression {
  const { at: start } = cursor
  cursor.at += 1
  const parts = cursor.nested(
    false,
    () => new TemplateReader(cursor, { hasEscapes: true, end: Infinity, parse }).read().parts,
  )
  if (cursor.text[cursor.at] !== '"') cursor.fail('A text is not closed.')
  cursor.at += 1
  return templateOf(parts, { start, end: cursor.at })
}

/** A whole file that is a template; throws where it is none. */
export function parseTemplateFile(cursor: Cursor, parse: ParseExpression): Expression {
  const style: Style = { hasEscapes: false, end: Infinity, parse }
  const { parts, closing } = cursor.nested(false, () => new TemplateReader(cursor, style).read())
  if (closing !== undefined) cursor.fail(`'${closing}' closes nothing.`)
  return templateOf(parts, { start: 0, end: cursor.at })
}

const opening = /<<(-?)([\p{L}_][\p{L}\p{Nd}_-]*)[ \t]*\r?\n/uy

/** `<<EOT` and `<<-EOT`, which takes away the indentation that all lines share. */
export function parseHeredoc(cursor: Cursor, parse: ParseExpression): Expression {
  const { at: start } = cursor
  const head = cursor.take(opening) ?? cursor.fail('Expected a here-document.')
  const isIndented = head.startsWith('<<-')
  const mark = head.replace(/^<<-?/, '').trim()
  const end = endOf(cursor, mark)
  const parts = cursor.nested(
    false,
    () => new TemplateReader(cursor, { hasEscapes: false, end: end.start, parse }).read().parts,
  )
  cursor.at = end.end
  return templateOf(isIndented ? withoutIndent(parts) : parts, { start, end: cursor.at })
}

function endOf(cursor: Cursor, mark: string): { readonly start: number; readonly end: number } {
  const { text } = cursor
  for (let line = cursor.at; line < text.length;) {
    const next = text.indexOf('\n', line)
    const stop = next === -1 ? text.length : next
    if (text.slice(line, stop).trim() === mark) return { start: line, end: stop }
    line = stop + 1
  }
  return cursor.fail(`The here-document is not closed by '${mark}'.`)
}

function templateOf(parts: readonly TemplatePart[], span: { start: number; end: number }): Expression {
  if (parts.every(isText))
    return { kind: 'literal', value: parts.map(({ value }) => value).join(''), ...span }
  return { kind: 'template', parts, ...span }
}

/** Takes away what all lines are indented by; only what stands at the start of a line counts. */
function withoutIndent(parts: readonly TemplatePart[]): readonly TemplatePart[] {
  const pieces = parts.flatMap<TemplatePart>((part) => (isText(part) ? linesOf(part) : [part]))
  const starts = pieces.map((_, index) => startsLine(pieces[index - 1]))
  const widths = pieces.flatMap((piece, index) => (starts[index] === true ? indentOf(piece) : []))
  const indent = new RegExp(`^[ \\t]{0,${widths.length === 0 ? 0 : Math.min(...widths)}}`)
  return pieces.map((piece, index) =>
    isText(piece) && starts[index] === true ? { ...piece, value: piece.value.replace(indent, '') } : piece,
  )
}

type Text = Literal & { readonly value: string }

function linesOf(part: Text): readonly Text[] {
  return part.value.split(/(?<=\n)/).map((value) => ({ ...part, value }))
}

function startsLine(before: TemplatePart | undefined): boolean {
  return before === undefined || (isText(before) && before.value.endsWith('\n'))
}

/** Empty lines do not count. */
function indentOf(piece: TemplatePart): number[] {
  if (!isText(piece)) return [0]
  return piece.value.trim() === '' && piece.value.endsWith('\n')
    ? []
    : [/^[ \t]*/.exec(piece.value)?.[0].length ?? 0]
}

function isText(part: TemplatePart): part is Text {
  return part.kind === 'literal' && typeof part.value === 'string'
}

interface Style {
  readonly hasEscapes: boolean
  /** Where a here-document ends. */
  readonly end: number
  readonly parse: ParseExpression
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' }

type Closing = 'endif' | 'else' | 'endfor'

/** Reads literal text and what is filled in, until the text ends or a directive that closes an outer one. */
class TemplateReader {
  readonly #cursor: Cursor
  readonly #style: Style
  readonly #parts: TemplatePart[] = []
  #text = ''
  #start: number
  #trimsNext = false

  constructor(cursor: Cursor, style: Style) {
    this.#cursor = cursor
    this.#style = style
    this.#start = cursor.at
  }

  read(): { readonly parts: readonly TemplatePart[]; readonly closing?: Closing } {
    for (;;) {
      this.#plain()
      if (this.#isAtEnd()) return { parts: this.#finish() }
      const closing = this.#sequence()
      if (closing !== undefined) return { parts: this.#finish(), closing }
    }
  }

  #isAtEnd(): boolean {
    const { text, at } = this.#cursor
    if (at >= this.#style.end || at >= text.length) return true
    return this.#style.hasEscapes && (text[at] === '"' || text[at] === '\n')
  }

  /** Everything up to the next sequence. */
  #plain(): void {
    const cursor = this.#cursor
    const stops = this.#style.hasEscapes ? /[^"\\$%\n]+/y : /[^$%]+/y
    while (!this.#isAtEnd()) {
      const { text, at } = cursor
      const two = text.slice(at, at + 2)
      if (two === '${' || two === '%{') return
      const run = cursor.take(stops)
      if (run !== undefined) this.#take(run, at)
      else if (/^(?:\$\$|%%)\{/.test(text.slice(at, at + 3))) this.#step(two.charAt(0) + '{', 3)
      else if (this.#style.hasEscapes && two.startsWith('\\')) this.#escape()
      else this.#step(two.charAt(0), 1)
    }
  }

  /** A run that crosses the end of a here-document is cut there. */
  #take(run: string, at: number): void {
    const length = Math.min(run.length, this.#style.end - at)
    this.#text += run.slice(0, length)
    this.#cursor.at = at + length
  }

  #step(text: string, length: number): void {
    this.#text += text
    this.#cursor.at += length
  }

  #escape(): void {
    const cursor = this.#cursor
    const code = /^\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/.exec(
      cursor.text.slice(cursor.at, cursor.at + 10),
    )
    if (code !== null) {
      const point = Number.parseInt(code[1] ?? code[2] ?? '', 16)
      return this.#step(point > 0x10ffff ? '\uFFFD' : String.fromCodePoint(point), code[0].length)
    }
    this.#step(escapes[cursor.text.charAt(cursor.at + 1)] ?? cursor.fail('This is no escape sequence.'), 2)
  }

  /** `${ … }` or `%{ … }`; the word where it closes a directive that stands around. */
  #sequence(): Closing | undefined {
    const cursor = this.#cursor
    const { at: start } = cursor
    const isDirective = cursor.text[start] === '%'
    cursor.at += 2
    const trimsBefore = cursor.text[cursor.at] === '~'
    if (trimsBefore) cursor.at += 1
    this.#flush(start, trimsBefore)
    if (isDirective) return this.#directive(start)
    const value = cursor.nested(false, () => this.#style.parse(cursor))
    this.#close()
    this.#parts.push(value)
    return undefined
  }

  #directive(start: number): Closing | undefined {
    const cursor = this.#cursor
    const word = cursor.expectName()
    if (word === 'if') this.#parts.push(cursor.nested(false, () => this.#if(start)))
    else if (word === 'for') this.#parts.push(cursor.nested(false, () => this.#for(start)))
    else {
      this.#close()
      if (word === 'else' || word === 'endif' || word === 'endfor') return word
      cursor.fail(`'${word}' is no directive.`)
    }
    return undefined
  }

  #if(start: number): TemplateIf {
    const cursor = this.#cursor
    const condition = this.#style.parse(cursor)
    this.#close()
    const yes = this.#inner()
    const no = yes.closing === 'else' ? this.#inner() : { template: emptyAt(cursor.at), closing: yes.closing }
    if (no.closing !== 'endif') cursor.fail("Expected '%{ endif }'.")
    return {
      kind: 'template-if',
      condition,
      yes: yes.template,
      no: no.template,
      start,
      end: cursor.at,
    }
  }

  #for(start: number): TemplateFor {
    const cursor = this.#cursor
    const first = cursor.expectName()
    const second = cursor.takes(',') ? cursor.expectName() : undefined
    if (cursor.expectName() !== 'in') cursor.fail("Expected 'in'.")
    const of = this.#style.parse(cursor)
    this.#close()
    const each = this.#inner()
    if (each.closing !== 'endfor') cursor.fail("Expected '%{ endfor }'.")
    const names = second === undefined ? { name: first } : { keyName: first, name: second }
    return { kind: 'template-for', ...names, of, each: each.template, start, end: cursor.at }
  }

  /** The text between two directives. */
  #inner(): { readonly template: Template; readonly closing: Closing | undefined } {
    const { at: start } = this.#cursor
    const reader = new TemplateReader(this.#cursor, this.#style)
    reader.#trimsNext = this.#trimsNext
    const { parts, closing } = reader.read()
    this.#trimsNext = reader.#trimsNext
    return { template: { kind: 'template', parts, start, end: this.#cursor.at }, closing }
  }

  #close(): void {
    const cursor = this.#cursor
    cursor.nested(false, () => cursor.skip())
    this.#trimsNext = cursor.text[cursor.at] === '~'
    if (this.#trimsNext) cursor.at += 1
    if (cursor.text[cursor.at] !== '}') cursor.fail("Expected '}'.")
    cursor.at += 1
    this.#start = cursor.at
  }

  #finish(): readonly TemplatePart[] {
    this.#flush(this.#cursor.at, false)
    return this.#parts
  }

  #flush(end: number, trims: boolean): void {
    const begun = this.#trimsNext ? this.#text.trimStart() : this.#text
    const value = trims ? begun.trimEnd() : begun
    this.#trimsNext = false
    this.#text = ''
    if (value !== '') this.#parts.push({ kind: 'literal', value, start: this.#start, end })
  }
}

function emptyAt(at: number): Template {
  return { kind: 'template', parts: [], start: at, end: at }
}
