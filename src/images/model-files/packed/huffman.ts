import { BrokenData } from './output.ts'

/** A prefix code by the lengths of its words (RFC 1951, 3.2.2): how many words of each length, and the symbols in order. */
export interface Codes {
  readonly counts: readonly number[]
  readonly symbols: readonly number[]
}

const longest = 20

export function buildCodes(lengths: readonly number[]): Codes {
  const counts = Array.from({ length: longest + 1 }, () => 0)
  const symbols: number[][] = Array.from({ length: longest + 1 }, () => [])
  for (const [symbol, length] of lengths.entries()) {
    if (length === 0) continue
    counts[length] = (counts[length] ?? 0) + 1
    symbols[length]?.push(symbol)
  }
  return { counts, symbols: symbols.flat() }
}

/** Reads one word, bit by bit. */
export function readSymbol(reader: { bit(): number }, { counts, symbols }: Codes): number {
  let code = 0
  let first = 0
  let index = 0
  for (let length = 1; length <= longest; length++) {
    code |= reader.bit()
    const count = counts[length] ?? 0
    const symbol = symbols[index + code - first]
    if (code - first < count && symbol !== undefined) return symbol
    index += count
    first = (first + count) << 1
    code <<= 1
  }
  throw new BrokenData('a word of its code is none')
}
