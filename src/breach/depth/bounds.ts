import type { Compiled } from './compiled.ts'
import { type Choice, type Depth, isChosen, type Witness } from './graph.ts'
import type { Label } from './label.ts'
import type { Searched } from './search.ts'
import { countDomains } from './tokens.ts'
import { proveLabel } from './witness.ts'

/** What one search says about one start. */
export interface Bounds extends Depth {
  /** Proves `most`. */
  readonly witness: () => Witness | undefined
  /** Private domains were counted where they may be shared: whether `least` is enough is open. */
  readonly isDisputed: boolean
}

export interface Question {
  readonly start: number
  readonly choice: Choice
}

export const noRoute: Bounds = {
  least: Infinity,
  most: Infinity,
  witness: () => undefined,
  isDisputed: false,
}

interface Source {
  readonly compiled: Compiled
  readonly limit: number
}

export function boundsOf({ compiled, limit }: Source, searched: Searched, question: Question): Bounds {
  const { proved, claimed } = cheapestOf(compiled, searched, question)
  const most = proved.price <= limit ? proved.price : Infinity
  const least = Math.min(most, limit + 1, searched.completeBelow)
  if (claimed.price >= Math.min(most, limit + 1)) {
    return { least, most, witness: () => proveLabel(compiled, proved.label), isDisputed: false }
  }
  const witness = proveLabel(compiled, claimed.label)
  const lower = Math.min(least, claimed.price)
  if (witness?.failed.length !== claimed.price) return { ...noRoute, least: lower, isDisputed: true }
  return { least: lower, most: claimed.price, witness: () => witness, isDisputed: false }
}

interface Priced {
  readonly label: Label | undefined
  readonly price: number
}

/** The labels for which least has to fail: one that proves it, one that may claim too much. */
function cheapestOf(
  compiled: Compiled,
  { labels }: Searched,
  { start, choice }: Question,
): { readonly proved: Priced; readonly claimed: Priced } {
  let proved: Priced = { label: undefined, price: Infinity }
  let claimed = proved
  for (const label of labels[start] ?? []) {
    if (!isChosen(label.tag, choice)) continue
    const priced = { label, price: label.privates + countDomains(label.tokens, compiled.tokens) }
    if (label.isLoose) claimed = cheaperOf(claimed, priced)
    else proved = cheaperOf(proved, priced)
  }
  return { proved, claimed }
}

/** Among equals the shorter, then the first. */
function cheaperOf(a: Priced, b: Priced): Priced {
  if (a.price !== b.price) return a.price < b.price ? a : b
  return (b.label?.edgeCount ?? Infinity) < (a.label?.edgeCount ?? Infinity) ? b : a
}
