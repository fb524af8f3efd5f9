/** Data that no packer writes. */
export class BrokenData extends Error {}

/** More than the bound would come out. */
export class TooMuchData extends Error {}

/** What comes out, up to a bound; earlier bytes can be copied again, as all packers do. */
export class Output {
  readonly most: number
  #bytes: Buffer
  #length = 0

  constructor(most: number) {
    this.most = most
    this.#bytes = Buffer.allocUnsafe(Math.min(most, 2 ** 16))
  }

  get length(): number {
    return this.#length
  }

  get bytes(): Buffer {
    return this.#bytes.subarray(0, this.#length)
  }

  /** The byte so far back; 1 is the last one. */
  back(distance: number): number {
    return this.#bytes[this.#length - distance] ?? 0
  }

  push(byte: number): void {
    if (this.#length === this.#bytes.length) this.#grow(1)
    this.#bytes[this.#length++] = byte
  }

  append(bytes: Buffer): void {
    if (this.#length + bytes.length > this.#bytes.length) this.#grow(bytes.length)
    this.#bytes.set(bytes, this.#length)
    this.#length += bytes.length
  }

  /** Copies bytes from so far back; they may overlap with what is being written. */
  repeat(distance: number, length: number): void {
    if (distance > this.#length) throw new BrokenData('it refers to bytes before its start')
    if (this.#length + length > this.#bytes.length) this.#grow(length)
    const bytes = this.#bytes
    let to = this.#length
    for (let from = to - distance, end = to + length; to < end;) bytes[to++] = bytes[from++] ?? 0
    this.#length = to
  }

  #grow(more: number): void {
    const needed = this.#length + more
    if (needed > this.most) throw new TooMuchData()
    const grown = Buffer.allocUnsafe(Math.min(this.most, Math.max(needed, this.#bytes.length * 2)))
    this.#bytes.copy(grown, 0, 0, this.#length)
    this.#bytes = grown
  }
}
