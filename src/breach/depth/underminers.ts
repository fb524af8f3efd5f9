import type { Tokens } from './tokens.ts'

/** Positions that undermine the same tokens are one class of underminers. */
export interface Underminers {
  readonly classes: readonly UnderminerClass[]
  /** Position to its class. */
  readonly classOf: ReadonlyMap<number, number>
}

export interface UnderminerClass {
  readonly positions: readonly number[]
  readonly tokens: ReadonlySet<number>
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
  return { classes, classOf }
}
