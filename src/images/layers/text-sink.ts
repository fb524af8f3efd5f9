import type { ContentSink } from '../archive/tar-walker.ts'
import { headBytes, textDecoderFor, type ToUtf8 } from '../secrets/decode.ts'
import { longestText } from '../secrets/find-secrets.ts'

/** Takes a piece of a text, and how many lines stand before it. */
type TakePiece = (text: string, linesBefore: number) => void

const nothing = Buffer.alloc(0)

/** Hands the text of a file over; of what is none, nothing but the head is looked at. */
export class TextSink implements ContentSink {
  readonly #pieces: Pieces
  #head: Buffer = nothing
  #isText: boolean | undefined
  #toUtf8: ToUtf8 | undefined

  constructor(take: TakePiece) {
    this.#pieces = new Pieces(take)
  }

  write(bytes: Buffer): void {
    if (this.#isText === undefined) this.#lookAt(bytes)
    else if (this.#toUtf8 !== undefined) this.#pieces.add(this.#toUtf8(bytes))
  }

  end(): void {
    if (this.#isText === undefined) this.#decide(this.#head)
    this.#pieces.end()
  }

  /** Pieces may be short: a text needs its whole head, and what is none is not kept. */
  #lookAt(bytes: Buffer): void {
    const head = this.#head.length === 0 ? bytes : Buffer.concat([this.#head, bytes])
    if (head.length >= headBytes || (head.length > 1 && head.includes(0))) this.#decide(head)
    else this.#head = Buffer.from(head)
  }

  #decide(head: Buffer): void {
    this.#head = nothing
    this.#toUtf8 = textDecoderFor(head)
    this.#isText = this.#toUtf8 !== undefined
    if (this.#toUtf8 !== undefined) this.#pieces.add(this.#toUtf8(head))
  }
}

/** A longer text is searched piece by piece, each up to the end of a line. */
const longestPiece = longestText / 2

const lineEnd = 0x0a

/** Cuts a text in UTF-8 into pieces. */
class Pieces {
  readonly #take: TakePiece
  #parts: Buffer[] = []
  #length = 0
  #linesBefore = 0

  constructor(take: TakePiece) {
    this.#take = take
  }

  add(bytes: Buffer): void {
    this.#parts.push(bytes)
    this.#length += bytes.length
    while (this.#length > longestPiece) this.#cut(Buffer.concat(this.#parts))
  }

  end(): void {
    if (this.#length > 0) this.#hand(Buffer.concat(this.#parts))
    this.#keep(nothing)
  }

  #cut(bytes: Buffer): void {
    const lastLine = bytes.lastIndexOf(lineEnd, longestPiece - 1) + 1
    const end = lastLine === 0 ? longestPiece : lastLine
    const lines = this.#hand(bytes.subarray(0, end)).split('\n').length - 1
    this.#linesBefore += lines
    this.#keep(bytes.subarray(end))
  }

  #keep(bytes: Buffer): void {
    this.#parts = [bytes]
    this.#length = bytes.length
  }

  /** A NUL further down makes it no less a text for whoever looks for secrets. */
  #hand(bytes: Buffer): string {
    const text = bytes.toString('utf8').replaceAll('\0', ' ')
    this.#take(text, this.#linesBefore)
    return text
  }
}
