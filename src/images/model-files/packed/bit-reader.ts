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
    return this.#at
  }

  bit(): number {
    if (this.#heldBits === 0) {
      const byte = this.#bytes[this.#at++]
      if (byte === undefined) throw new BrokenData('it is cut off')
      this.#held = byte
      this.#heldBits = 8
    }
    const bit = this.#held & 1
    this.#held >>= 1
    this.#heldBits--
    return bit
  }

  bits(count: number): number {
    let value = 0
    for (let place = 0; place < count; place++) value |= this.bit() << place
    return value
  }

  /** Whole bytes from the next whole one on; fewer where the data is cut off. */
  aligned(length: number): Buffer {
    this.#heldBits = 0
    const bytes = this.#bytes.subarray(this.#at, this.#at + length)
    this.#at += bytes.length
    return bytes
  }
}
