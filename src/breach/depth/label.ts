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
  /** A bit for each token, modulo 32: rejects most comparisons. */
  readonly signature: number
  /** Private domains on the way. */
  readonly privates: number
  /** Of these, the ones on the way itself: without the excursions from this position. */
  readonly ownPrivates: number
  /** The count may be too low: parts that may share a position were counted once. A bound, no proof. */
  readonly isLoose: boolean
  readonly edgeCount: number
  readonly edge: number
  readonly next?: Label
  readonly base?: Label
  readonly excursion?: Label
}

export function signatureOf(tokens: readonly number[]): number {
  let signature = 0
  for (const token of tokens) signature |= 1 << (token & 31)
  return signature
}

/** Both sets of ascending tokens as one, in normal form. */
export function joinTokens(a: readonly number[], b: readonly number[], tokens: Tokens): readonly number[] {
  if (a.length === 0) return b
  if (b.length === 0) return a
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

/** Is each of these ascending tokens among those? */
export function isWithin(some: readonly number[], all: readonly number[]): boolean {
  if (some.length > all.length) return false
  let i = 0
  for (let j = 0; i < some.length && j < all.length; j++) if (some[i] === all[j]) i++
  return i === some.length
}

type Claim = Pick<Label, 'tag' | 'tokens' | 'signature' | 'privates' | 'ownPrivates' | 'isLoose'>

/**
 * Does whatever follows from `b` follow from `a` at no higher price? Excursions may be added to both later: then what is
 * private on the way counts by itself. A loose label proves nothing, so it never stands in for one that does.
 */
export function isAsGood(a: Claim, b: Claim): boolean {
  if ((a.signature & ~b.signature) !== 0 || a.privates > b.privates) return false
  if (a.ownPrivates > b.ownPrivates || (a.isLoose && !b.isLoose)) return false
  return isWithin(a.tokens, b.tokens)
}
