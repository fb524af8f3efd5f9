/** Data that no packer writes. */
export class BrokenData extends Error {}

/** More than the bound would come out. */
export class TooMuchData extends Error {}

/** Where what comes out goes on to, and how far back it is copied from again. */
export interface Drain {
  readonly take: (bytes: Buffer) => void
  readonly window: number
}

/** So much is passed on at once. */
const drained = 2 ** 20

/** What comes out, up to a bound; earlier bytes can be copied again, as all packers do. */
export class Output {
  readonly most: number
  readonly #drain: Drain | undefined
  #bytes: Buffer
  /** Bytes that are no longer held. */
  #gone = 0
  /** Bytes that were passed on. */
  #passed = 0
  #used = 0

  constructor(most: number, drain?: Drain) {
    this.most = most
    this.#drain = drain
    this.#bytes = Buffer.allocUnsafe(Math.min(most, 2 ** 16))
  }

  /** Whether bytes are passed on, not held. */
  get isDrained(): boolean {
    return this.#drain !== undefined
  }

  get length(): number {
    return this.#gone + this.#used
  }

  /** All bytes that are held. */
  get bytes(): Buffer {
    return this.#bytes.subarray(0, this.#used)
  }

  /** The byte so far back; 1 is the last one. */
  back(distance: number): number {
    return this.#bytes[this.#used - distance] ?? 0
  }

  push(byte: number): void {
    if (this.#used === this.#bytes.length) this.#makeRoom(1)
    this.#bytes[this.#used++] = byte
  }

  append(bytes: Buffer): void {
    if (this.#used + bytes.length > this.#bytes.length) this.#makeRoom(bytes.length)
    this.#bytes.set(bytes, this.#used)
    this.#used += bytes.length
  }

  /** Copies bytes from so far back; they may overlap with what is being written. */
  repeat(distance: number, length: number): void {
    if (this.#used + length > this.#bytes.length) this.#makeRoom(length)
    if (distance > this.#used) throw new BrokenData('it refers to bytes before its start')
    const bytes = this.#bytes
    let to = this.#used
    for (let from = to - distance, end = to + length; to < end;) bytes[to++] = bytes[from++] ?? 0
    this.#used = to
  }

  /** Passes on what was not yet. */
  flush(): void {
    const fresh = this.#bytes.subarray(this.#passed - this.#gone, this.#used)
    if (fresh.length > 0) this.#drain?.take(fresh)
    this.#passed = this.length
  }

  #makeRoom(more: number): void {
    if (this.length + more > this.most) throw new TooMuchData()
    if (this.#drain !== undefined && this.#used > this.#drain.window + drained)
      this.#forget(this.#drain.window)
    const needed = this.#used + more
    if (needed <= this.#bytes.length) return
    const grown = Buffer.allocUnsafe(Math.min(this.most, Math.max(needed, this.#bytes.length * 2)))
    this.#bytes.copy(grown, 0, 0, this.#used)
    this.#bytes = grown
  }

  #forget(window: number): void {
    this.flush()
    const from = this.#used - window
    this.#bytes.copyWithin(0, from, this.#used)
    this.#gone += from
    this.#used = window
  }
}
