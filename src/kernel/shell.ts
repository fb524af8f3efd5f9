import { unwrap } from './shell-wrappers.ts'
import type { ShellWord, ShellCommand } from './shell-command.ts'

/** The commands of an argument vector, which no shell reads: itself, and what it tells a shell to run. */
export function splitArguments(words: readonly ShellWord[]): ShellCommand[] {
  return new Splitter('', (offset) => offset, 0).run(words)
}

const deepest = 24
/** Scripts of `sh -c` hold substitutions that were read already: deeper ones would double the work each time. */
const deepestScript = 3

/**
 * Splits a POSIX shell script into its simple commands, in their order, those of subshells, substitutions and `sh -c`
 * included. It never fails and takes linear time: what is no shell gives odd words.
 */
export function splitShell(
  text: string,
  place: (offset: number) => number = (offset) => offset,
): ShellCommand[] {
  return new Splitter(text, place, 0).split()
}

interface Draft {
  words: ShellWord[]
  outputs: ShellWord[]
  inner: ShellCommand[]
}

const blank = /(?:[ \t\r\f\v]|\\\r?\n)+/y
const comment = /#[^\n]*/y
const separator = /&&|\|\||;[;&]?|\|&?|&(?!>)|\n/y
const redirection = /\d*(?:<<<|<<-?|<>|>>|[<>]&|>\||[<>])|&>>?/y
const plain = /[^\s;&|()<>\\'"$`]+/y
const parameter = /\$(?:[A-Za-z_]\w*|[0-9@*#?$!-])?/y
const quotedPlain = /[^"\\$`]+/y
const heredocName = /^-?$/

class Splitter {
  readonly #text: string
  readonly #place: (offset: number) => number
  readonly #commands: ShellCommand[] = []
  #depth: number
  #at = 0
  #pipelines = 0
  #heredocs: { name: string; stripsTabs: boolean }[] = []

  constructor(text: string, place: (offset: number) => number, depth: number) {
    this.#text = text
    this.#place = place
    this.#depth = depth
  }

  split(): ShellCommand[] {
    while (this.#at < this.#text.length) this.#list(++this.#pipelines)
    return this.#commands
  }

  run(words: readonly ShellWord[]): ShellCommand[] {
    this.#finish({ ...newDraft(), words: [...words] }, ++this.#pipelines)
    return this.#commands
  }

  /** Commands up to a closing parenthesis or the end; the first stands in the pipe given. */
  #list(first: number): void {
    let pipeline = first
    let draft = newDraft()
    while (this.#at < this.#text.length && this.#peek() !== ')') {
      if (this.#take(blank) !== undefined || this.#take(comment) !== undefined) continue
      const mark = this.#take(separator)
      if (mark !== undefined) {
        this.#finish(draft, pipeline)
        draft = newDraft()
        if (mark !== '|' && mark !== '|&') pipeline = ++this.#pipelines
        if (mark === '\n') this.#skipHeredocs()
      } else if (this.#peek() === '(') this.#group(pipeline)
      else this.#operand(draft)
    }
    this.#at++
    this.#finish(draft, pipeline)
  }

  /** `(…)`: what nests too deep is read as if the parenthesis were not there. */
  #group(pipeline: number): void {
    this.#at++
    if (this.#depth >= deepest) return
    this.#depth++
    this.#list(pipeline)
    this.#depth--
  }

  #operand(draft: Draft): void {
    const start = this.#at
    const mark = this.#take(redirection)
    if (mark === undefined) {
      draft.words.push(this.#word(draft))
      if (this.#at === start) this.#at++
      return
    }
    if ((mark === '<' || mark === '>') && this.#peek() === '(') {
      this.#substitution(draft)
      draft.words.push(this.#made(start, this.#text.slice(start, this.#at), true))
      return
    }
    this.#take(blank)
    const word = this.#word(draft)
    const [, here] = mark.split('<<')
    if (here !== undefined && heredocName.test(here)) {
      this.#heredocs.push({ name: word.text, stripsTabs: here === '-' })
    } else if (mark.includes('>') && !mark.endsWith('&')) draft.outputs.push(word)
  }

  #word(draft: Draft): ShellWord {
    const start = this.#at
    const pieces: string[] = []
    let isExpanded = false
    while (this.#at < this.#text.length) {
      const before = this.#at
      const piece = this.#piece(draft)
      if (piece === undefined) break
      const first = this.#text[before]
      if (first === '$' || first === '`' || (first === '"' && /[$`]/.test(piece))) isExpanded = true
      pieces.push(piece)
    }
    return this.#made(start, pieces.join(''), isExpanded)
  }

  #made(start: number, text: string, isExpanded: boolean): ShellWord {
    const end = Math.min(this.#at, this.#text.length)
    return { text, start: this.#place(Math.min(start, end)), end: this.#place(end), isExpanded }
  }

  /** A run of one kind inside a word; nothing where the word ends. */
  #piece(draft: Draft): string | undefined {
    const run = this.#take(plain)
    if (run !== undefined) return run
    const first = this.#peek()
    if (first === '\\') return this.#escaped()
    if (first === "'") return this.#single()
    if (first === '"') return this.#double(draft)
    return first === '$' || first === '`' ? this.#expansion(draft) : undefined
  }

  #escaped(): string {
    const next = this.#text[this.#at + 1] ?? ''
    const isLineEnd = next === '\n' || (next === '\r' && this.#text[this.#at + 2] === '\n')
    this.#at += next === '\r' && isLineEnd ? 3 : 2
    return isLineEnd ? '' : next
  }

  #single(): string {
    const start = this.#at + 1
    const end = this.#text.indexOf("'", start)
    this.#at = end === -1 ? this.#text.length : end + 1
    return this.#text.slice(start, end === -1 ? this.#text.length : end)
  }

  #double(draft: Draft): string {
    const pieces: string[] = []
    this.#at++
    while (this.#at < this.#text.length && this.#peek() !== '"') {
      const run = this.#take(quotedPlain)
      if (run !== undefined) pieces.push(run)
      else pieces.push(this.#peek() === '\\' ? this.#escapedInQuotes() : this.#expansion(draft))
    }
    this.#at++
    return pieces.join('')
  }

  /** In double quotes a backslash escapes only `$`, `` ` ``, `"`, itself and a line end (POSIX 2.2.3). */
  #escapedInQuotes(): string {
    const next = this.#text[this.#at + 1] ?? ''
    const piece = this.#escaped()
    return '$`"\\\r\n'.includes(next) ? piece : `\\${piece}`
  }

  #expansion(draft: Draft): string {
    const start = this.#at
    const next = this.#text[start + 1]
    if (this.#peek() === '`') this.#backquoted(draft)
    else if (next === '{') this.#braces()
    else if (next === '(') {
      this.#at++
      this.#substitution(draft)
    } else if (this.#take(parameter) === undefined) this.#at++
    return this.#text.slice(start, this.#at)
  }

  #braces(): void {
    let depth = 0
    do {
      const character = this.#peek()
      if (character === '\\') this.#at++
      else if (character === '{') depth++
      else if (character === '}') depth--
      this.#at++
    } while (this.#at < this.#text.length && (depth > 0 || this.#text[this.#at - 1] === '$'))
  }

  /** `(…)` of `$(…)` and `<(…)`. Pending here-documents of the line around it wait. */
  #substitution(draft: Draft): void {
    const before = this.#commands.length
    const waiting = this.#heredocs
    this.#heredocs = []
    this.#group(++this.#pipelines)
    this.#heredocs = waiting
    for (const command of this.#commands.slice(before)) draft.inner.push(command)
  }

  #backquoted(draft: Draft): void {
    const start = this.#at + 1
    const end = this.#text.indexOf('`', start)
    const stop = end === -1 ? this.#text.length : end
    this.#at = stop + 1
    if (this.#depth >= deepest) return
    this.#adopt(this.#text.slice(start, stop), (offset) => this.#place(start + offset), draft)
  }

  #adopt(text: string, place: (offset: number) => number, draft?: Draft): void {
    const base = this.#pipelines
    for (const command of new Splitter(text, place, this.#depth + 1).split()) {
      const own = { ...command, pipeline: base + command.pipeline }
      this.#commands.push(own)
      this.#pipelines = Math.max(this.#pipelines, own.pipeline)
      draft?.inner.push(own)
    }
  }

  #finish(draft: Draft, pipeline: number): void {
    const { words, outputs, inner } = draft
    if (words.length === 0 && outputs.length === 0) return
    const { script, ...command } = unwrap(words)
    this.#commands.push({ ...command, outputs, inner, pipeline })
    if (script === undefined || this.#depth >= deepestScript) return
    this.#adopt(script.text, (offset) => Math.min(script.start + offset, script.end))
  }

  #skipHeredocs(): void {
    for (const { name, stripsTabs } of this.#heredocs) {
      let line: string | undefined
      do {
        const end = this.#text.indexOf('\n', this.#at)
        const stop = end === -1 ? this.#text.length : end
        line = this.#text.slice(this.#at, stop).replace(/\r$/, '')
        if (stripsTabs) line = line.replace(/^\t+/, '')
        this.#at = Math.min(stop + 1, this.#text.length)
      } while (line !== name && this.#at < this.#text.length)
    }
    this.#heredocs = []
  }

  #peek(): string | undefined {
    return this.#text[this.#at]
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at
    const match = pattern.exec(this.#text)
    if (match === null) return undefined
    this.#at = pattern.lastIndex
    return match[0]
  }
}

function newDraft(): Draft {
  return { words: [], outputs: [], inner: [] }
}
