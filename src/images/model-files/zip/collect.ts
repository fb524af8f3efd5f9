// An archive that is too large to be held: what decides is kept, weights are not.
import { crc32 } from 'node:zlib'

import { limits } from '../limits.ts'
import { isPickle } from '../pickle/search.ts'
import type { Input, Reading } from '../reading.ts'
import type { Sink } from '../scan.ts'
import { type LocalHeader, localSignature, readLocalHeader } from '../../archive/zip-headers.ts'
import { isOpaque, sniffedBytes } from './opaque.ts'
import { Ranges, wholeRange } from '../../archive/ranges.ts'

/** The central directory stands at the end: so much of it is kept. */
const tailBytes = 8 * 2 ** 20
const partsBytes = limits.keptBytes - 2 * tailBytes
const longestHeader = 30 + 2 * 0xffff

/** What was kept of the bytes that went by. */
class Keeper {
  readonly #parts: { readonly at: number; readonly pieces: Buffer[]; end: number }[] = []
  #kept = 0
  #tail: Buffer[] = []
  #tailLength = 0
  #at = 0

  get at(): number {
    return this.#at
  }

  /** Passes bytes on; they are kept where they are wanted and there is room. */
  pass(bytes: Buffer, isWanted: boolean): void {
    const copy = Buffer.from(bytes)
    this.#tail.push(copy)
    this.#tailLength += copy.length
    while (this.#tailLength - (this.#tail[0]?.length ?? 0) >= tailBytes)
      this.#tailLength -= this.#tail.shift()?.length ?? 0
    if (isWanted && this.#kept + copy.length <= partsBytes) this.#keep(copy)
    this.#at += copy.length
  }

  /** Passes over zeros that nobody has. */
  jump(length: number): void {
    if (length === 0) return
    this.#tail = []
    this.#tailLength = 0
    this.#at += length
  }

  #keep(bytes: Buffer): void {
    this.#kept += bytes.length
    const last = this.#parts.at(-1)
    if (last?.end === this.#at) {
      last.pieces.push(bytes)
      last.end += bytes.length
    } else this.#parts.push({ at: this.#at, pieces: [bytes], end: this.#at + bytes.length })
  }

  ranges(): Ranges {
    const tailAt = this.#at - this.#tailLength
    const before = this.#parts.filter(({ at }) => at < tailAt)
    const parts = before.map(({ at, pieces }) => ({
      at,
      bytes: Buffer.concat(pieces).subarray(0, tailAt - at),
    }))
    return new Ranges(this.#at, [...parts, { at: tailAt, bytes: Buffer.concat(this.#tail) }])
  }
}

/** A member that was judged while it went by. */
export interface JudgedMember {
  readonly size: number
  readonly crc: number
}

export interface Collected {
  readonly ranges: Ranges
  /** By where their bytes begin. */
  readonly judged: ReadonlyMap<number, JudgedMember>
}

interface Collecting {
  readonly input: Input
  readonly keeper: Keeper
  readonly judged: Map<number, JudgedMember>
  /** Takes a pickle that is too long to be kept. */
  readonly openPickle: (name: string, size: number) => Sink
}

/** Lets an archive go by and keeps what tells: all headers, and the members that are no weights. Long pickles are judged. */
export function* collectZip(input: Input, openPickle: Collecting['openPickle']): Reading<Collected> {
  const keeper = new Keeper()
  const judged = new Map<number, JudgedMember>()
  for (;;) {
    keeper.jump(yield* input.passHole())
    if (input.isAtEnd) break
    yield* input.need(longestHeader)
    const found = input.peek(input.available).indexOf(localSignature)
    if (found === -1) keeper.pass(input.take(lengthWithoutSignature(input)), false)
    else {
      keeper.pass(input.take(found), false)
      yield* passMember({ input, keeper, judged, openPickle })
    }
  }
  return { ranges: keeper.ranges(), judged }
}

/** The first bytes of a signature may be the last that have come, unless they are zeros. */
function lengthWithoutSignature(input: Input): number {
  const rest = Math.max(1, input.available - localSignature.length + 1)
  const isQuiet = input.peek(localSignature.length, rest).every((byte) => byte === 0)
  return input.isEnded || isQuiet ? input.available : rest
}

function* passMember(collecting: Collecting): Reading {
  const { input, keeper } = collecting
  yield* input.need(longestHeader + sniffedBytes)
  const header = readLocalHeader(wholeRange(input.peek(longestHeader)), 0)
  if (header === undefined) {
    keeper.pass(input.take(localSignature.length), false)
    return
  }
  const extent = extentOf(header)
  const start = input.peek(Math.min(sniffedBytes, extent.size), header.dataAt)
  keeper.pass(input.take(header.dataAt), true)
  if (isLongPickle(header, start)) return yield* judgePickle(header, collecting)
  const size = isOpaque(header.method, start) ? start.length : extent.size
  yield* passContent(input, keeper, { ...extent, size })
}

function isLongPickle({ method, packedSize }: LocalHeader, start: Buffer): boolean {
  return method === 0 && packedSize > limits.keptBytes && isPickle(start, packedSize)
}

/** What is stored as it is needs not be held to be judged. */
function* judgePickle({ name, packedSize }: LocalHeader, collecting: Collecting): Reading {
  const { input, keeper, judged, openPickle } = collecting
  const [from, sink] = [keeper.at, openPickle(name, packedSize)]
  let [left, crc] = [packedSize, 0]
  while (left > 0 && (yield* input.need(1))) {
    const bytes = input.take(Math.min(left, input.available))
    left -= bytes.length
    crc = crc32(bytes, crc)
    if (sink.wants) sink.write(bytes)
    keeper.pass(bytes, packedSize - left <= sniffedBytes)
  }
  sink.end()
  if (left === 0) judged.set(from, { size: packedSize, crc })
}

interface Extent {
  readonly size: number
  /** The writer told the size behind the member: it reaches to the next header. */
  readonly isStreamed: boolean
}

function extentOf({ packedSize, flags }: LocalHeader): Extent {
  const isStreamed = packedSize === 0 && (flags & 8) !== 0
  return { size: isStreamed ? Infinity : packedSize, isStreamed }
}

const anySignature = Buffer.from('PK', 'latin1')

function* passContent(input: Input, keeper: Keeper, { size, isStreamed }: Extent): Reading {
  for (let left = size; left > 0 && (yield* input.need(1));) {
    yield* input.need(signatureBytes)
    const window = input.peek(Math.min(left, input.available))
    const end = isStreamed ? window.indexOf(anySignature) : -1
    if (end === 0 && isHeaderNext(input)) return
    const length = end === -1 ? lengthWithoutLetter(input, window) : Math.max(end, anySignature.length)
    keeper.pass(input.take(length), true)
    left -= length
  }
}

const signatureBytes = 4

/** The last byte that has come may be the first letter of a signature. */
function lengthWithoutLetter(input: Input, window: Buffer): number {
  const isCut = !input.isEnded && window.length > 1 && window.at(-1) === anySignature[0]
  return isCut ? window.length - 1 : window.length
}

/** `PK` and a number: a local header, one of the central directory, or what a streaming writer adds. */
function isHeaderNext(input: Input): boolean {
  return /^PK(?:\x03\x04|\x01\x02|\x07\x08)$/.test(input.peek(signatureBytes).toString('latin1'))
}
