import { hidden, type Known, stated } from '../../model/known.ts'
import type { Origin } from '../../model/origin.ts'
import { trimPattern } from './trim-pattern.ts'

/** The value of a variable; unset where it is declared without one. */
export type LookUp = (name: string) => Known<string | undefined>

const longest = 16_384
const deepest = 16

/**
 * What a word stands for: quotes removed and variables replaced, with `${X:-default}`, `${X:+other}`, `${X#pattern}`
 * and their kin (Dockerfile reference, Environment replacement). Without `lookUp` variables stay as written.
 */
export function expandWord(
  raw: string,
  at: { readonly origin: Origin; readonly escape: string },
  lookUp?: LookUp,
): Known<string> {
  const expander = new Expander(raw, at.escape, lookUp)
  const text = expander.read(undefined, 0)
  return expander.failure === undefined ? stated(text, at.origin) : hidden(expander.failure, at.origin)
}

interface Reference {
  readonly name: string
  readonly value: ReturnType<LookUp> | undefined
  readonly operator: string
  readonly depth: number
}

class Expander {
  failure: string | undefined
  readonly #text: string
  readonly #escape: string
  readonly #lookUp: LookUp | undefined
  #at = 0

  constructor(text: string, escape: string, lookUp: LookUp | undefined) {
    this.#text = text
    this.#escape = escape
    this.#lookUp = lookUp
  }

  /** Up to an unquoted closing character, which is consumed, or the end. */
  read(closer: string | undefined, depth: number): string {
    const pieces: string[] = []
    let length = 0
    let isQuoted = false
    while (this.#at < this.#text.length) {
      const character = this.#text[this.#at] ?? ''
      if (character === closer && !isQuoted) break
      if (character === '"') isQuoted = !isQuoted
      const piece = this.#piece(character, isQuoted, depth)
      length += piece.length
      if (length > longest) this.failure = 'its value is too long'
      if (this.failure === undefined) pieces.push(piece)
    }
    this.#at++
    return pieces.join('')
  }

  #piece(character: string, isQuoted: boolean, depth: number): string {
    if (character === this.#escape) return this.#escaped(isQuoted)
    if (character === "'" && !isQuoted) return this.#single()
    if (character === '$' && this.#lookUp !== undefined) return this.#variable(depth)
    this.#at++
    return character === '"' ? '' : character
  }

  #escaped(isQuoted: boolean): string {
    const next = this.#text[this.#at + 1] ?? ''
    this.#at += 2
    return isQuoted && next !== '"' && next !== '$' && next !== this.#escape ? this.#escape + next : next
  }

  #single(): string {
    const start = this.#at + 1
    const end = this.#text.indexOf("'", start)
    this.#at = end === -1 ? this.#text.length : end + 1
    return this.#text.slice(start, end === -1 ? undefined : end)
  }

  #variable(depth: number): string {
    const isBraced = this.#text[this.#at + 1] === '{'
    const name = this.#take(isBraced ? /\$\{(\w+)/y : /\$([A-Za-z_]\w*|[0-9])/y)
    if (name === undefined) {
      this.#at++
      return '$'
    }
    const value = this.#lookUp?.(name)
    const operator = isBraced ? this.#take(/(:?[-+?]|##?|%%?|\/\/?)/y) : undefined
    if (operator !== undefined) return this.#modified({ name, value, operator, depth })
    if (isBraced) this.#at++
    return this.#use(name, value)
  }

  #modified(reference: Reference): string {
    const { name, value, operator, depth } = reference
    if (depth >= deepest) {
      this.failure = 'it nests too deep'
      this.#at = this.#text.length
      return ''
    }
    const outer = this.failure
    const word = this.read('}', depth + 1)
    if (value?.state === 'hidden') return this.#use(name, value)
    const isSet = value !== undefined && isThere(value.value, operator)
    if (isSet ? operator.endsWith('+') : operator.endsWith('-')) return word
    if (/[-?+]$/.test(operator)) this.failure = outer
    if (operator.endsWith('+')) return ''
    const text = this.#use(name, value)
    return /[-?]$/.test(operator) ? text : this.#trimmed(text, operator, word)
  }

  #trimmed(value: string, operator: string, pattern: string): string {
    const trimmed = trimPattern(value, operator, pattern)
    if (trimmed === undefined) this.failure = `pattern ${pattern.slice(0, 40)}`
    return trimmed ?? ''
  }

  #use(name: string, value: ReturnType<LookUp> | undefined): string {
    if (value?.state === 'hidden') this.failure = value.reason
    else if (value?.value === undefined) this.failure = `build argument ${name} has no default`
    else return value.value
    return ''
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at
    const match = pattern.exec(this.#text)
    if (match === null) return undefined
    this.#at = pattern.lastIndex
    return match[1]
  }
}

/** With a colon an empty value counts as unset. */
function isThere(value: string | undefined, operator: string): boolean {
  return operator.startsWith(':') ? value !== undefined && value !== '' : value !== undefined
}
