// bzip2 has no specification but its program (bzip2 1.0.8, decompress.c) and descriptions of it.
import { buildCodes, type Codes, readSymbol } from './huffman.ts'
import { BrokenData, type Output } from './output.ts'

/** Bits of bzip2: the highest of each byte first. */
class HighBitReader {
  readonly #bytes: Buffer
  #at = 0

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#bytes.length * 8
  }

  bit(): number {
    const byte = this.#bytes[this.#at >> 3]
    if (byte === undefined) throw new BrokenData('it is cut off')
    return (byte >> (7 - (this.#at++ & 7))) & 1
  }

  bits(count: number): number {
    let value = 0
    for (let left = count; left > 0; left--) value = value * 2 + this.bit()
    return value
  }

  align(): void {
    this.#at = (this.#at + 7) & ~7
  }
}

const blockMagic = 0x314159265359
const endMagic = 0x177245385090

/** Unpacks all streams of a file, one after the other. */
export function unpackBzip2(bytes: Buffer, output: Output): void {
  const reader = new HighBitReader(bytes)
  do unpackStream(reader, output)
  while (!reader.isAtEnd)
}

function unpackStream(reader: HighBitReader, output: Output): void {
  if (reader.bits(24) !== 0x425a68) throw new BrokenData('a stream has no magic')
  const most = (reader.bits(8) - 0x30) * 100_000
  if (most < 100_000 || most > 900_000) throw new BrokenData('a stream has no size of its blocks')
  for (;;) {
    const magic = reader.bits(48)
    reader.bits(32)
    if (magic === endMagic) break
    if (magic !== blockMagic) throw new BrokenData('a block has no magic')
    unpackBlock(reader, most, output)
  }
  reader.align()
}

function unpackBlock(reader: HighBitReader, most: number, output: Output): void {
  if (reader.bit() === 1) throw new BrokenData('a block is randomised, which no writer does any more')
  const origin = reader.bits(24)
  const used = readUsed(reader)
  const groupCount = reader.bits(3)
  const selectors = readSelectors(reader, groupCount)
  const groups = Array.from({ length: groupCount }, () => readGroup(reader, used.length + 2))
  const sorted = readSorted(reader, { used, groups, selectors, most })
  if (origin >= sorted.length) throw new BrokenData('a block starts outside of itself')
  unsort(sorted, origin, output)
}

/** Which byte values come up: 16 bits for groups of 16, then 16 for each group. */
function readUsed(reader: HighBitReader): number[] {
  const groups = Array.from({ length: 16 }, () => reader.bit())
  return groups.flatMap((isUsed, group) =>
    isUsed === 0
      ? []
      : Array.from({ length: 16 }, (_, low) => (reader.bit() === 1 ? [group * 16 + low] : [])).flat(),
  )
}

/** Which code each fifty symbols are written in, as places in a list of the last ones used. */
function readSelectors(reader: HighBitReader, groupCount: number): number[] {
  const count = reader.bits(15)
  if (groupCount < 2 || groupCount > 6 || count === 0) throw new BrokenData('a block has no codes')
  const recent = Array.from({ length: groupCount }, (_, group) => group)
  return Array.from({ length: count }, () => {
    let place = 0
    while (reader.bit() === 1) place++
    return moveToFront(recent, place)
  })
}

function moveToFront(recent: number[], place: number): number {
  const [value] = recent.splice(place, 1)
  if (value === undefined) throw new BrokenData('a place is outside of its list')
  recent.unshift(value)
  return value
}

/** Lengths of words, each told by how it differs from the one before. */
function readGroup(reader: HighBitReader, symbols: number): Codes {
  let length = reader.bits(5)
  const lengths = Array.from({ length: symbols }, () => {
    while (reader.bit() === 1) length += reader.bit() === 1 ? -1 : 1
    if (length < 1 || length > 20) throw new BrokenData('a word of its code has no length')
    return length
  })
  return buildCodes(lengths)
}

interface Block {
  readonly used: readonly number[]
  readonly groups: readonly Codes[]
  readonly selectors: readonly number[]
  readonly most: number
}

const groupSize = 50

/** The sorted bytes: runs of the last one in a number of base two, others as places in a list of the last ones. */
function readSorted(reader: HighBitReader, { used, groups, selectors, most }: Block): Buffer {
  const bytes = Buffer.alloc(most)
  const recent = [...used]
  let [length, run, scale] = [0, 0, 1]
  for (let count = 0; ; count++) {
    const codes = groups[selectors[Math.floor(count / groupSize)] ?? -1]
    if (codes === undefined) throw new BrokenData('a block has more symbols than codes')
    const symbol = readSymbol(reader, codes)
    if (symbol <= 1) {
      run += scale << symbol
      scale <<= 1
      if (run > most) throw new BrokenData('a run is longer than a block')
    } else {
      if (length + run + 1 > most) throw new BrokenData('a block is longer than its stream allows')
      bytes.fill(recent[0] ?? 0, length, length + run)
      length += run
      run = 0
      scale = 1
      if (symbol === used.length + 1) return bytes.subarray(0, length)
      bytes[length++] = moveToFront(recent, symbol - 1)
    }
  }
}

/** Undoes the sorting (Burrows and Wheeler), then the runs: four alike bytes are followed by how many more there are. */
function unsort(sorted: Buffer, origin: number, output: Output): void {
  const next = linksOf(sorted)
  let at = next[origin] ?? 0
  let [last, alike] = [-1, 0]
  for (let left = sorted.length; left > 0; left--) {
    const byte = sorted[at] ?? 0
    at = next[at] ?? 0
    if (alike === 4) {
      for (let more = byte; more > 0; more--) output.push(last)
      alike = 0
      last = -1
    } else {
      alike = byte === last ? alike + 1 : 1
      last = byte
      output.push(byte)
    }
  }
}

/** For each place of the sorted bytes the place of the byte that comes next. */
function linksOf(sorted: Buffer): Uint32Array {
  const starts = new Uint32Array(257)
  for (const byte of sorted) starts[byte + 1] = (starts[byte + 1] ?? 0) + 1
  for (let value = 0; value < 256; value++)
    starts[value + 1] = (starts[value + 1] ?? 0) + (starts[value] ?? 0)
  const next = new Uint32Array(sorted.length)
  for (const [at, byte] of sorted.entries()) {
    const place = starts[byte] ?? 0
    next[place] = at
    starts[byte] = place + 1
  }
  return next
}
