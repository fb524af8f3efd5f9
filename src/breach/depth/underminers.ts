import type { Tokens } from './tokens.ts'

/** Positions that undermine the same tokens are one class of underminers. */
export interface Underminers {
  readonly classes: readonly UnderminerClass[]
  /** Position to its class. */
  readonly classOf: ReadonlyMap<number, number>
  /** Token to the classes that undermine it. */
  readonly byToken: ReadonlyMap<number, readonly number[]>
}

export interface UnderminerClass {
  readonly positions: readonly number[]
  readonly tokens: ReadonlySet<number>
}

/** Does the second class undermine whatever the first one does? Then the first is of no use after it. */
export function isIncluded(inner: UnderminerClass | undefined, outer: UnderminerClass | undefined): boolean {
  if (inner === undefined || outer === undefined || inner.tokens.size > outer.tokens.size) return false
  return inner.tokens.isSubsetOf(outer.tokens)
}

export function classify(tokens: Tokens): Underminers {
  const classes: { positions: number[]; tokens: ReadonlySet<number> }[] = []
  const numbers = new Map<string, number>()
  const classOf = new Map<number, number>()
  for (const [position, undermined] of tokens.underminedBy) {
    const key = undermined.join(' ')
    const number = numbers.get(key) ?? classes.length
    if (number === classes.length) classes.push({ positions: [], tokens: new Set(undermined) })
    numbers.set(key, number)
    classes[number]?.positions.push(position)
    classOf.set(position, number)
  }
  return { classes, classOf, byToken: classesByToken(classes) }
}

function classesByToken(classes: readonly UnderminerClass[]): ReadonlyMap<number, readonly number[]> {
  const byToken = new Map<number, number[]>()
  classes.forEach(({ tokens }, number) => {
    for (const token of tokens) {
      const known = byToken.get(token)
      if (known === undefined) byToken.set(token, [number])
      else known.push(number)
    }
  })
  return byToken
}
