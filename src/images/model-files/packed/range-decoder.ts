import { BrokenData } from './output.ts'

const probabilityBits = 11
const moveBits = 5
const certain = 1 << probabilityBits
const lowestRange = 2 ** 24

/** Probabilities that start out even. */
export function probabilities(count: number): Uint16Array {
  return new Uint16Array(count).fill(certain / 2)
}

/** The range coder of LZMA (LZMA SDK, lzma-specification.txt). */
export class RangeDecoder {
  readonly #bytes: Buffer
  #at: number
  #range = 0xffffffff
  #code: number

  constructor(bytes: Buffer, at: number) {
    if (at + 5 > bytes.length) throw new BrokenData('it is cut off')
    this.#bytes = bytes
    this.#code = bytes.readUInt32BE(at + 1)
    this.#at = at + 5
  }

  /** Where the bytes stand that were not consumed. */
  get at(): number {
    return this.#at
  }

  bit(chances: Uint16Array, index: number): number {
    const chance = chances[index] ?? 0
    const bound = (this.#range >>> probabilityBits) * chance
    const isZero = this.#code < bound
    if (isZero) {
      this.#range = bound
      chances[index] = chance + ((certain - chance) >> moveBits)
    } else {
      this.#range -= bound
      this.#code -= bound
      chances[index] = chance - (chance >> moveBits)
    }
    this.#normalise()
    return isZero ? 0 : 1
  }

  /** Bits of even chances, the highest first. */
  direct(count: number): number {
    let result = 0
    for (let left = count; left > 0; left--) {
      this.#range = Math.floor(this.#range / 2)
      const isOne = this.#code >= this.#range
      if (isOne) this.#code -= this.#range
      this.#normalise()
      result = result * 2 + (isOne ? 1 : 0)
    }
    return result
  }

  /** A number whose bits are decided from the highest on, each with chances of its own. */
  tree(chances: Uint16Array, bits: number, offset = 0): number {
    let node = 1
    for (let left = bits; left > 0; left--) node = node * 2 + this.bit(chances, offset + node)
    return node - (1 << bits)
  }

  /** The same from the lowest bit on. */
  reverseTree(chances: Uint16Array, bits: number, offset = 0): number {
    let node = 1
    let result = 0
    for (let place = 0; place < bits; place++) {
      const bit = this.bit(chances, offset + node)
      node = node * 2 + bit
      result |= bit << place
    }
    return result
  }

  #normalise(): void {
    if (this.#range >= lowestRange) return
    const byte = this.#bytes[this.#at++]
    if (byte === undefined) throw new BrokenData('it is cut off')
    this.#range = (this.#range << 8) >>> 0
    this.#code = ((this.#code << 8) | byte) >>> 0
  }
}
