import type { ContentSink } from '../archive/tar-walker.ts'
import { headBytes, textDecoderFor, type ToUtf8 } from '../secrets/decode.ts'
import { longestText } from '../secrets/find-secrets.ts'

/** Takes a piece of a text, and how many lines stand before it. */
export type TakePiece = (text: string, linesBefore: number) => void

/** Bytes of one text after the other, in one piece of memory that all of them use. */
export class HeldText {
  #memory: Buffer = Buffer.allocUnsafeSlow(2 ** 16)
  #length = 0

  get bytes(): Buffer {
    return this.#memory.subarray(0, this.#length)
  }

  get length(): number {
    return this.#length
  }

  add(bytes: Buffer): void {
    const needed = this.#length + bytes.length
    if (needed > this.#memory.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(needed, this.#memory.length * 2))
      this.bytes.copy(larger)
      this.#memory = larger
    }
    bytes.copy(this.#memory, this.#length)
    this.#length = needed
  }

  /** Forgets the first of the bytes. */
  drop(count: number): void {
    this.#memory.copyWithin(0, count, this.#length)
    this.#length -= count
  }
}

/** A longer text is searched piece by piece, each up to the end of a line. */
const longestPiece = longestText / 2

const lineEnd = 0x0a

/** Hands the text of a file over; of what is none, nothing but the head is looked at. */
export class TextSink implements ContentSink {
  readonly #held: HeldText
  readonly #take: TakePiece
  #isText: boolean | undefined
  #toUtf8: ToUtf8 = (bytes) => bytes
  #linesBefore = 0

  /** @param held is nobody else's until the file ends */
  constructor(held: HeldText, take: TakePiece) {
    this.#held = held
    this.#held.drop(held.length)
    this.#take = take
  }

  get idle(): number {
    return this.#isText === false ? Infinity : 0
  }

  skip(): void {}

  write(bytes: Buffer): void {
    const rest = this.#isText === undefined ? this.#takeHead(bytes) : bytes
    if (this.#isText !== true) return
    this.#held.add(this.#toUtf8(rest))
    while (this.#held.length > longestPiece) this.#cut()
  }

  end(): void {
    if (this.#isText === undefined) this.#decide()
    if (this.#held.length > 0) this.#hand(this.#held.bytes)
    this.#held.drop(this.#held.length)
  }

  /** What is left of the bytes is returned. */
  #takeHead(bytes: Buffer): Buffer {
    const taken = bytes.subarray(0, headBytes - this.#held.length)
    this.#held.add(taken)
    if (this.#held.length === headBytes) this.#decide()
    return bytes.subarray(taken.length)
  }

  #decide(): void {
    const head = Buffer.from(this.#held.bytes)
    const toUtf8 = textDecoderFor(head)
    this.#isText = toUtf8 !== undefined
    this.#held.drop(head.length)
    if (toUtf8 === undefined) return
    this.#toUtf8 = toUtf8
    this.#held.add(toUtf8(head))
  }

  #cut(): void {
    const { bytes } = this.#held
    const lastLine = bytes.lastIndexOf(lineEnd, longestPiece - 1) + 1
    const end = lastLine === 0 ? longestPiece : lastLine
    this.#linesBefore += this.#hand(bytes.subarray(0, end)).split('\n').length - 1
    this.#held.drop(end)
  }

  /** A NUL further down makes it no less a text for whoever looks for secrets. */
  #hand(bytes: Buffer): string {
    const written = bytes.toString('utf8')
    const text = written.includes('\0') ? written.replace(/\0+/g, ' ') : written
    this.#take(text, this.#linesBefore)
    return text
  }
}
