import { BrokenData } from './output.ts'

/** Bits of deflate: the lowest of each byte first. */
export class BitReader {
  readonly #bytes: Buffer
  #at: number
  #held = 0
  #heldBits = 0

  constructor(bytes: Buffer, at: number) {
    this.#bytes = bytes
    this.#at = at
  }

  /** Behind the byte that the last bit came from. */
  get end(): number {
    return this.#at - (this.#heldBits >> 3)
  }

  /** Up to 16 bits, without taking them; behind the end there are zeros. */
  peek(count: number): number {
    while (this.#heldBits < count) {
      const byte = this.#bytes[this.#at]
      if (byte === undefined) break
      this.#held |= byte << this.#heldBits
      this.#heldBits += 8
      this.#at++
    }
    return this.#held & ((1 << count) - 1)
  }

  /** Takes bits that were looked at. */
  drop(count: number): void {
    if (count > this.#heldBits) throw new BrokenData('it is cut off')
    this.#held >>>= count
    this.#heldBits -= count
  }

  bits(count: number): number {
    const value = this.peek(count)
    this.drop(count)
    return value
  }

  /** Whole bytes from the next whole one on; fewer where the data is cut off. */
  aligned(length: number): Buffer {
    this.#at = this.end
    this.#held = 0
    this.#heldBits = 0
    const bytes = this.#bytes.subarray(this.#at, this.#at + length)
    this.#at += bytes.length
    return bytes
  }
}
