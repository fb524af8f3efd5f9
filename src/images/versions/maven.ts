import { compareDigits, compareTexts, isNumber, type Order } from './order.ts'

/** Maven's order (maven.apache.org, POM Reference, Version Order Specification). */
export function compareMaven(a: string, b: string): Order {
  const [x, y] = [tokensOf(a), tokensOf(b)]
  for (let index = 0; index < Math.max(x.length, y.length); index++) {
    const [left, right] = [x[index], y[index]]
    const order = compareTokens(left ?? fillerFor(right), right ?? fillerFor(left))
    if (order !== 0) return order
  }
  return 0
}

interface Token {
  readonly prefix: '.' | '-' | ''
  readonly value: string
}

/** What a version that is shorter is filled up with. */
function fillerFor(other: Token | undefined): Token {
  return { prefix: other?.prefix ?? '', value: isNumber(other?.value ?? '') ? '0' : '' }
}

const shorthands: Readonly<Record<string, string>> = { a: 'alpha', b: 'beta', m: 'milestone' }

/** Stands where a digit meets a letter, and counts as a dash. */
const seam = '\0'
const seams = /(?<=[0-9])(?=[^0-9.-])|(?<=[^0-9.-])(?=[0-9])/g

function tokensOf(text: string): readonly Token[] {
  const parts = text
    .toLowerCase()
    .replace(seams, seam)
    .split(/([.\0-])/)
  const tokens: Token[] = []
  for (let index = 0; index < parts.length; index += 2) {
    const sign = parts[index - 1] ?? ''
    const value = parts[index] ?? ''
    if (sign === seam && isNumber(value)) expandShorthand(tokens)
    const prefix = sign === seam ? '-' : (sign as Token['prefix'])
    tokens.push({ prefix, value: value === '' ? '0' : canonical(value) })
  }
  return trim(tokens)
}

/** `a1` is `alpha-1`. */
function expandShorthand(tokens: Token[]): void {
  const last = tokens.at(-1)
  const long = last === undefined ? undefined : shorthands[last.value]
  if (last !== undefined && long !== undefined) tokens[tokens.length - 1] = { ...last, value: long }
}

function canonical(value: string): string {
  if (value === 'cr') return 'rc'
  return ['ga', 'final', 'release'].includes(value) ? '' : value
}

/** Values that say nothing go at the end and before every dash. */
function trim(tokens: readonly Token[]): readonly Token[] {
  const kept: Token[] = []
  let mayGo = true
  for (const token of tokens.toReversed()) {
    const isNull = token.value === '' || /^0+$/.test(token.value)
    if (!mayGo || !isNull) {
      kept.push(token)
      mayGo = false
    }
    if (token.prefix === '-') mayGo = true
  }
  return kept.reverse()
}

const qualifiers = ['alpha', 'beta', 'milestone', 'rc', 'snapshot', '', 'sp']

function compareTokens(a: Token, b: Token): Order {
  if (a.prefix === b.prefix || (a.prefix !== '-' && b.prefix !== '-')) return compareValues(a.value, b.value)
  return rankOf(a) - rankOf(b)
}

/** `.qualifier` before `-qualifier` before `-number` before `.number`. */
function rankOf({ prefix, value }: Token): number {
  if (isNumber(value)) return prefix === '-' ? 2 : 3
  return prefix === '-' ? 1 : 0
}

function compareValues(a: string, b: string): Order {
  const [x, y] = [isNumber(a), isNumber(b)]
  if (x && y) return compareDigits(a, b)
  if (x || y) return Number(x) - Number(y)
  const [left, right] = [qualifiers.indexOf(a), qualifiers.indexOf(b)]
  if (left === -1 && right === -1) return compareTexts(a, b)
  return (left === -1 ? qualifiers.length : left) - (right === -1 ? qualifiers.length : right)
}
