import { at } from './adjacency.ts'
import { normalize, type Tokens } from './tokens.ts'

/**
 * From one position on: what still has to fail until the target is owned. A label grows backwards over edges (`edge`,
 * `next`) and by excursions from its position, which the attacker makes first (`base`, `excursion`).
 */
export interface Label {
  readonly position: number
  /** The target's tag, or the class of an underminer. */
  readonly tag: number
  /** Tokens that nothing on the way undermines, ascending. */
  readonly tokens: readonly number[]
  /** Nobody undermines any of them: excursions are of no use any more. */
  readonly isFinal: boolean
  /** A bit for the domain of each token, modulo 32: rejects most comparisons. */
  readonly signature: number
  /** Private domains on the way. */
  readonly privates: number
  /** How many domains fail whatever else is undermined. */
  readonly certain: number
  /** Of these, the ones on the way itself: without the excursions from this position. */
  readonly ownPrivates: number
  /** The count may be too low: parts that may share a position were counted once. A bound, no proof. */
  readonly isLoose: boolean
  readonly edgeCount: number
  readonly edge: number
  readonly next: Label | undefined
  readonly base: Label | undefined
  readonly excursion: Label | undefined
}

export function signatureOf(tokens: readonly number[], domains: Int32Array): number {
  let signature = 0
  for (const token of tokens) signature |= 1 << (at(domains, token) & 31)
  return signature
}

/** Both sets of ascending tokens as one, in normal form. */
export function joinTokens(a: readonly number[], b: readonly number[], tokens: Tokens): readonly number[] {
  if (isWithin(b, a)) return a
  if (a.length === 0) return b
  const joined: number[] = []
  let i = 0
  let j = 0
  while (i < a.length || j < b.length) {
    const left = a[i] ?? Infinity
    const right = b[j] ?? Infinity
    joined.push(Math.min(left, right))
    if (left <= right) i++
    if (right <= left) j++
  }
  return normalize(joined, tokens)
}

function isWithin(some: readonly number[], all: readonly number[]): boolean {
  if (some.length > all.length) return false
  for (const token of some) if (!all.includes(token)) return false
  return true
}

/** Without the tokens that are flagged. */
export function withoutFlagged(tokens: readonly number[], flags: Uint8Array | undefined): readonly number[] {
  if (flags === undefined) return tokens
  for (const token of tokens) if (flags[token] === 1) return tokens.filter((other) => flags[other] === 0)
  return tokens
}

/**
 * Does whatever follows from `b` follow from `a` at no higher price? Excursions may be added to both later, and share
 * private positions with what is there: so the way and its excursions count by themselves. A loose label proves nothing
 * and never stands in for one that does.
 */
export function isAsGood(a: Label, b: Label, tokens: Tokens): boolean {
  if ((a.signature & ~b.signature) !== 0 || a.privates > b.privates || (a.isLoose && !b.isLoose)) return false
  return (a.isFinal || b.isFinal || sharesAsWell(a, b)) && countMissing(a.tokens, b.tokens, tokens) === 0
}

function sharesAsWell(a: Label, b: Label): boolean {
  if (a.ownPrivates > b.ownPrivates || a.privates - a.ownPrivates > b.privates - b.ownPrivates) return false
  return a.base !== undefined || b.base === undefined || b.ownPrivates === 0
}

/**
 * The same where no excursion can be added to `b` any more: then a domain that `a` alone needs may stand for a private
 * one that `b` has more.
 */
export function isAsCheap(a: Label, b: Label, tokens: Tokens): boolean {
  const spare = b.privates - a.privates
  if (spare < 0 || (a.isLoose && !b.isLoose)) return false
  if (spare === 0 && (a.signature & ~b.signature) !== 0) return false
  return countMissing(a.tokens, b.tokens, tokens) <= spare
}

/** How many of these tokens would have to fail although those fail; tokens of one domain may count several times. */
function countMissing(some: readonly number[], all: readonly number[], tokens: Tokens): number {
  let missing = 0
  for (const token of some) {
    if (!all.includes(token) && !all.includes(at(tokens.plainOf, at(tokens.domains, token)))) missing++
  }
  return missing
}
