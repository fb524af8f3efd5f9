/** A parser that pauses where it needs bytes that have not come yet. */
export type Reading<T = void> = Generator<undefined, T, undefined>

const nothing = Buffer.alloc(0)

interface Twin {
  readonly input: Input
  readonly reading: Reading
}

/** Bytes as they come: what was consumed is forgotten, what is still needed is kept. */
export class Input {
  /** Bytes of the whole, where they are known beforehand. */
  readonly size: number
  #window: Buffer = nothing
  #from = 0
  #to = 0
  #offset = 0
  #isOwn = false
  #isEnded = false
  /** Bytes that are left out as they come. */
  #toSkip = 0
  #twins: readonly Twin[] = []

  constructor(size: number = Infinity) {
    this.size = size
  }

  /** Where in the whole the next byte stands. */
  get at(): number {
    return this.#offset
  }

  get available(): number {
    return this.#to - this.#from
  }

  get isEnded(): boolean {
    return this.#isEnded
  }

  /** No byte is left, and none will come. */
  get isAtEnd(): boolean {
    return this.#isEnded && this.available === 0
  }

  /** Bytes that can still come at most. */
  get remaining(): number {
    return this.#isEnded ? this.available : Math.max(this.available, this.size - this.#offset)
  }

  /** Until the next `settle` the bytes may be used in place. */
  push(bytes: Uint8Array): void {
    this.#twins = this.#twins.filter(({ input, reading }) => {
      input.push(bytes)
      const { done } = reading.next()
      input.settle()
      return done !== true
    })
    if (this.available === 0) {
      this.#window = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
      this.#isOwn = false
      this.#from = 0
      this.#to = bytes.length
      return
    }
    this.#makeRoom(bytes.length)
    this.#window.set(bytes, this.#to)
    this.#to += bytes.length
  }

  end(): void {
    this.#isEnded = true
    for (const { input, reading } of this.#twins) {
      input.end()
      finish(reading)
    }
  }

  /** Lets another reading have the same bytes from here on. */
  spawn(start: (input: Input) => Reading): void {
    const input = new Input(this.size)
    input.#offset = this.#offset
    input.push(this.peek(this.available))
    const reading = start(input)
    if (this.#isEnded) {
      input.end()
      finish(reading)
      return
    }
    const { done } = reading.next()
    input.settle()
    if (done !== true) this.#twins = [...this.#twins, { input, reading }]
  }

  /** Copies what is left of the caller's bytes: they may change from here on. */
  settle(): void {
    if (this.available > 0) this.#makeRoom(0)
    else this.#window = nothing
  }

  #makeRoom(more: number): void {
    const needed = this.available + more
    if (this.#isOwn && this.#to + more <= this.#window.length) return
    const isRoomy = this.#isOwn && needed * 2 <= this.#window.length
    const target = isRoomy ? this.#window : Buffer.allocUnsafe(this.#roomFor(needed))
    this.#window.copy(target, 0, this.#from, this.#to)
    this.#to = this.available
    this.#from = 0
    this.#window = target
    this.#isOwn = true
  }

  /** Twice as much as is needed, so that copying stays linear, and no more than will come. */
  #roomFor(needed: number): number {
    const doubled = Math.max(needed * 2, 2 ** 12)
    return Math.max(needed, Math.min(doubled, this.size - this.#offset))
  }

  /** The byte so far ahead; nothing where it has not come yet. */
  byte(ahead: number): number | undefined {
    const index = this.#from + ahead
    return index < this.#to ? this.#window[index] : undefined
  }

  /** Up to so many of the bytes that come next, from so far ahead, in place. */
  peek(length: number, ahead = 0): Buffer {
    const from = Math.min(this.#from + ahead, this.#to)
    return this.#window.subarray(from, Math.min(from + length, this.#to))
  }

  /** Up to so many of the bytes from so far ahead, as text. */
  text(encoding: 'utf8' | 'latin1', length: number, ahead: number): string {
    const from = this.#from + ahead
    return this.#window.toString(encoding, from, Math.min(from + length, this.#to))
  }

  /** How far ahead a byte stands; -1 where it has not come yet. */
  find(byte: number, ahead: number): number {
    const index = this.#window.indexOf(byte, this.#from + ahead)
    return index === -1 || index >= this.#to ? -1 : index - this.#from
  }

  /** Goes on by bytes that are available. */
  advance(length: number): void {
    this.#from += length
    this.#offset += length
  }

  take(length: number): Buffer {
    const bytes = this.peek(length)
    this.advance(bytes.length)
    return bytes
  }

  /** Waits until so many bytes are available; false where the input ends before. */
  *need(length: number): Reading<boolean> {
    while (this.available < length && !this.#isEnded) yield
    return this.available >= length
  }

  /** Leaves out so many bytes without keeping them; false where the input ends before. */
  *skip(length: number): Reading<boolean> {
    this.#toSkip = length
    while (this.#toSkip > this.available) {
      this.#toSkip -= this.available
      this.advance(this.available)
      if (this.#isEnded) break
      yield
    }
    const isWhole = this.#toSkip <= this.available
    if (isWhole) this.advance(this.#toSkip)
    this.#toSkip = 0
    return isWhole
  }

  /** Waits for a byte that stands in no hole; says how many zeros were passed over. */
  *passHole(): Reading<number> {
    const from = this.#offset
    this.#toSkip = Infinity
    while (this.available === 0 && !this.#isEnded) yield
    this.#toSkip = 0
    return this.#offset - from
  }

  /** How many zeros that come next are left out by whoever reads. */
  get idle(): number {
    return Math.min(this.#toSkip, ...this.#twins.map(({ input }) => input.idle))
  }

  /** Goes on by so many zeros that nobody would look at. */
  pass(length: number): void {
    for (const { input } of this.#twins) input.pass(length)
    this.#toSkip -= length
    this.#offset += length
  }
}

/** An input that holds all of its bytes. */
export function inputOf(bytes: Uint8Array): Input {
  const input = new Input(bytes.length)
  input.push(bytes)
  input.end()
  return input
}

/** The outcome of a reading whose input holds all of its bytes. */
export function finish<T>(reading: Reading<T>): T {
  for (;;) {
    const step = reading.next()
    if (step.done === true) return step.value
  }
}
