import type { BitReader } from './bit-reader.ts'
import { BrokenData } from './output.ts'

const longest = 15

/** A prefix code of deflate as a table: whatever bits come next, which word they start with. */
export interface CodeTable {
  readonly bits: number
  /** The symbol and, in the lowest four bits, the length of its word; 0 where no word starts so. */
  readonly words: Int32Array
}

/** Words follow one another by length, then by symbol (RFC 1951, 3.2.2). */
export function buildTable(lengths: readonly number[]): CodeTable {
  const bits = Math.max(1, ...lengths)
  const next = firstWords(lengths)
  const words = new Int32Array(1 << bits)
  for (const [symbol, length] of lengths.entries()) {
    if (length === 0) continue
    const word = next[length] ?? 0
    next[length] = word + 1
    for (let at = reverse(word, length); at < words.length; at += 1 << length)
      words[at] = (symbol << 4) | length
  }
  return { bits, words }
}

/** The first word of each length. */
function firstWords(lengths: readonly number[]): number[] {
  const counts = Array.from({ length: longest + 1 }, () => 0)
  for (const length of lengths) if (length > 0) counts[length] = (counts[length] ?? 0) + 1
  let word = 0
  return counts.map((count, length) => {
    word = (word + (counts[length - 1] ?? 0)) << 1
    if (word + count > 1 << length) throw new BrokenData('its code has more words than there can be')
    return word
  })
}

/** Words are written the highest bit first, all else the lowest first. */
function reverse(word: number, length: number): number {
  let reversed = 0
  for (let bit = 0; bit < length; bit++) reversed |= ((word >> bit) & 1) << (length - 1 - bit)
  return reversed
}

export function readWord(reader: BitReader, { bits, words }: CodeTable): number {
  const entry = words[reader.peek(bits)] ?? 0
  if (entry === 0) throw new BrokenData('a word of its code is none')
  reader.drop(entry & 15)
  return entry >> 4
}
