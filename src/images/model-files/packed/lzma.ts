// LZMA as the LZMA SDK's lzma-specification.txt defines it. What was unpacked before stays at hand in the output, so
// that no dictionary is held apart.
import { BrokenData, type Output } from './output.ts'
import { probabilities, RangeDecoder } from './range-decoder.ts'

export interface Properties {
  /** Bits of the byte before that choose how a literal is decoded. */
  readonly literalContext: number
  /** Bits of the position that do. */
  readonly literalPosition: number
  readonly position: number
}

/** One byte holds all three, `(pb * 5 + lp) * 9 + lc`. */
export function propertiesOf(byte: number): Properties {
  if (byte >= 9 * 5 * 5) throw new BrokenData('its properties are none')
  const rest = Math.floor(byte / 9)
  return { literalContext: byte % 9, literalPosition: rest % 5, position: Math.floor(rest / 5) }
}

const states = 12
const literalStates = 7
const shortestMatch = 2
const endMarker = 0xffffffff

/** Lengths of matches: up to 8, up to 16 and up to 272. */
class LengthDecoder {
  readonly #choice = probabilities(2)
  readonly #low = probabilities(16 << 3)
  readonly #middle = probabilities(16 << 3)
  readonly #high = probabilities(256)

  decode(coder: RangeDecoder, place: number): number {
    if (coder.bit(this.#choice, 0) === 0) return coder.tree(this.#low, 3, place << 3)
    if (coder.bit(this.#choice, 1) === 0) return 8 + coder.tree(this.#middle, 3, place << 3)
    return 16 + coder.tree(this.#high, 8)
  }
}

/** Keeps its state between the chunks of LZMA2. */
export class LzmaDecoder {
  readonly #output: Output
  /** Where the dictionary starts in the output, from which positions count. */
  readonly #start: number
  readonly #properties: Properties
  readonly #literals: Uint16Array
  readonly #isMatch = probabilities(states << 4)
  readonly #isRepeat = probabilities(states)
  readonly #isRepeat0 = probabilities(states)
  readonly #isRepeat1 = probabilities(states)
  readonly #isRepeat2 = probabilities(states)
  readonly #isLongRepeat0 = probabilities(states << 4)
  readonly #slots = probabilities(4 << 6)
  readonly #special = probabilities(128)
  readonly #align = probabilities(16)
  readonly #length = new LengthDecoder()
  readonly #repeatLength = new LengthDecoder()
  #state = 0
  #distances: [number, number, number, number] = [0, 0, 0, 0]

  constructor(output: Output, properties: Properties, start: number) {
    this.#output = output
    this.#start = start
    this.#properties = properties
    this.#literals = probabilities(0x300 << (properties.literalContext + properties.literalPosition))
  }

  /** Unpacks until the output has so many bytes, or to the end marker. */
  decode(coder: RangeDecoder, until: number): void {
    while (this.#output.length < until) {
      const place = (this.#output.length - this.#start) & ((1 << this.#properties.position) - 1)
      if (coder.bit(this.#isMatch, (this.#state << 4) + place) === 0) this.#literal(coder)
      else {
        const length = this.#match(coder, place)
        if (length === undefined) return
        this.#output.repeat(this.#distances[0] + 1, Math.min(length, until - this.#output.length))
      }
    }
  }

  #literal(coder: RangeDecoder): void {
    const { literalContext, literalPosition } = this.#properties
    const before = this.#output.length === this.#start ? 0 : this.#output.back(1)
    const low = (this.#output.length - this.#start) & ((1 << literalPosition) - 1)
    const context = (low << literalContext) + (before >> (8 - literalContext))
    const symbol = this.#literalSymbol(coder, 0x300 * context)
    this.#output.push(symbol & 0xff)
    if (this.#state < 4) this.#state = 0
    else this.#state -= this.#state < 10 ? 3 : 6
  }

  /** Behind a match, the byte that the match would have gone on with guides the chances. */
  #literalSymbol(coder: RangeDecoder, offset: number): number {
    let symbol = 1
    if (this.#state >= literalStates) {
      let guide = this.#output.back(this.#distances[0] + 1)
      while (symbol < 0x100) {
        const expected = (guide >> 7) & 1
        guide <<= 1
        const bit = coder.bit(this.#literals, offset + ((1 + expected) << 8) + symbol)
        symbol = symbol * 2 + bit
        if (bit !== expected) break
      }
    }
    while (symbol < 0x100) symbol = symbol * 2 + coder.bit(this.#literals, offset + symbol)
    return symbol
  }

  /** The length of a match, its distance being the first one; nothing at the end marker. */
  #match(coder: RangeDecoder, place: number): number | undefined {
    if (coder.bit(this.#isRepeat, this.#state) === 1) return this.#repeat(coder, place)
    const length = this.#length.decode(coder, place)
    this.#state = this.#state < literalStates ? 7 : 10
    const distance = this.#distance(coder, length)
    if (distance === endMarker) return undefined
    this.#distances = [distance, this.#distances[0], this.#distances[1], this.#distances[2]]
    return length + shortestMatch
  }

  #repeat(coder: RangeDecoder, place: number): number {
    const isShort =
      coder.bit(this.#isRepeat0, this.#state) === 0
        ? coder.bit(this.#isLongRepeat0, (this.#state << 4) + place) === 0
        : this.#takeEarlierDistance(coder)
    if (isShort) {
      this.#state = this.#state < literalStates ? 9 : 11
      return 1
    }
    const length = this.#repeatLength.decode(coder, place)
    this.#state = this.#state < literalStates ? 8 : 11
    return length + shortestMatch
  }

  /** Moves one of the last distances to the front; such a match is never short. */
  #takeEarlierDistance(coder: RangeDecoder): false {
    const [first, second, third, fourth] = this.#distances
    if (coder.bit(this.#isRepeat1, this.#state) === 0) this.#distances = [second, first, third, fourth]
    else if (coder.bit(this.#isRepeat2, this.#state) === 0) this.#distances = [third, first, second, fourth]
    else this.#distances = [fourth, first, second, third]
    return false
  }

  #distance(coder: RangeDecoder, length: number): number {
    const slot = coder.tree(this.#slots, 6, Math.min(length, 3) << 6)
    if (slot < 4) return slot
    const bits = (slot >> 1) - 1
    const base = (2 | (slot & 1)) * 2 ** bits
    if (slot < 14) return base + coder.reverseTree(this.#special, bits, base - slot)
    return base + coder.direct(bits - 4) * 16 + coder.reverseTree(this.#align, 4)
  }
}

/** The old format: properties, the size of the dictionary, the size of the contents or all ones, then LZMA. */
export function unpackLzma(bytes: Buffer, output: Output): void {
  if (bytes.length < 13) throw new BrokenData('it is cut off')
  const size = bytes.readBigUInt64LE(5)
  const decoder = new LzmaDecoder(output, propertiesOf(bytes[0] ?? 0), output.length)
  decoder.decode(new RangeDecoder(bytes, 13), size === 0xffffffffffffffffn ? Infinity : Number(size))
}

/** As ZIP archives hold it: a version, the length of the properties, the properties, then LZMA (APPNOTE 5.8.8). */
export function unpackZippedLzma(bytes: Buffer, output: Output): void {
  if (bytes.length < 9) throw new BrokenData('it is cut off')
  const decoder = new LzmaDecoder(output, propertiesOf(bytes[4] ?? 0), output.length)
  decoder.decode(new RangeDecoder(bytes, 4 + bytes.readUInt16LE(2)), Infinity)
}
