// The .xz format, version 1.2.0 (tukaani.org/xz/xz-file-format.txt). Checks are not verified: a loader has run the
// contents before it comes to them.
import { LzmaDecoder, type Properties, propertiesOf } from './lzma.ts'
import { BrokenData, type Output } from './output.ts'
import { RangeDecoder } from './range-decoder.ts'

const magic = Buffer.from('fd377a585a00', 'hex')
const headerBytes = 12
const lzma2 = 0x21
/** By the number of the check: bytes behind each block. */
const checkBytes = [0, 4, 4, 4, 8, 8, 8, 16, 16, 16, 32, 32, 32, 64, 64, 64]

/** Unpacks all streams of a file, one after the other. */
export function unpackXz(bytes: Buffer, output: Output): void {
  for (let at = 0; at < bytes.length;) {
    if (bytes.subarray(at, at + 4).every((byte) => byte === 0)) at += 4
    else at = unpackStream(bytes, at, output)
  }
}

function unpackStream(bytes: Buffer, start: number, output: Output): number {
  if (!bytes.subarray(start, start + magic.length).equals(magic))
    throw new BrokenData('a stream has no magic')
  const check = checkBytes[(bytes[start + 7] ?? 0) & 15] ?? 0
  let at = start + headerBytes
  while ((bytes[at] ?? 0) !== 0) {
    const data = at + ((bytes[at] ?? 0) + 1) * 4
    requireLzma2(bytes.subarray(at, data))
    const end = unpackChunks(bytes, data, output)
    at = data + Math.ceil((end - data) / 4) * 4 + check
  }
  if (at >= bytes.length) throw new BrokenData('it is cut off')
  return endOfIndex(bytes, at)
}

/** A block may name up to four filters; any but LZMA2 alone is for programs of some processor. */
function requireLzma2(header: Buffer): void {
  const flags = header[1] ?? 0
  let at = 2
  if ((flags & 0x40) !== 0) at = readNumber(header, at).end
  if ((flags & 0x80) !== 0) at = readNumber(header, at).end
  if ((flags & 3) !== 0 || header[at] !== lzma2)
    throw new BrokenData('it goes through a filter that is not known')
}

/** Seven bits a byte, the lowest first. */
function readNumber(bytes: Buffer, start: number): { value: number; end: number } {
  let value = 0
  for (let at = start, scale = 1; at < start + 9; at++, scale *= 128) {
    const byte = bytes[at]
    if (byte === undefined) break
    value += (byte & 0x7f) * scale
    if (byte < 0x80) return { value, end: at + 1 }
  }
  throw new BrokenData('a number does not end')
}

/** Behind the index stand its checksum and the footer. */
function endOfIndex(bytes: Buffer, start: number): number {
  const { value: records, end } = readNumber(bytes, start + 1)
  let at = end
  for (let left = records * 2; left > 0; left--) at = readNumber(bytes, at).end
  return start + Math.ceil((at - start) / 4) * 4 + 4 + headerBytes
}

/** Chunks of LZMA2, each packed or stored; returns where they end. */
export function unpackChunks(bytes: Buffer, start: number, output: Output): number {
  const state: ChunkState = { dictionary: output.length, properties: undefined, decoder: undefined }
  for (let at = start; ;) {
    const control = bytes[at]
    if (control === undefined) throw new BrokenData('it is cut off')
    if (control === 0) return at + 1
    at =
      control < 0x80 ? storedChunk(bytes, at, { output, state }) : packedChunk(bytes, at, { output, state })
  }
}

interface ChunkState {
  dictionary: number
  properties: Properties | undefined
  decoder: LzmaDecoder | undefined
}

interface Chunk {
  readonly output: Output
  readonly state: ChunkState
}

function storedChunk(bytes: Buffer, at: number, { output, state }: Chunk): number {
  const control = bytes[at] ?? 0
  if (control > 2 || at + 3 > bytes.length) throw new BrokenData('a chunk is none')
  if (control === 1) state.dictionary = output.length
  const end = at + 3 + bytes.readUInt16BE(at + 1) + 1
  output.append(bytes.subarray(at + 3, end))
  if (end > bytes.length) throw new BrokenData('it is cut off')
  return end
}

/** The control byte says what is reset before: nothing, the state, the properties too, the dictionary too. */
function packedChunk(bytes: Buffer, at: number, { output, state }: Chunk): number {
  if (at + 6 > bytes.length) throw new BrokenData('it is cut off')
  const control = bytes[at] ?? 0
  const reset = (control >> 5) & 3
  const size = ((control & 31) << 16) + bytes.readUInt16BE(at + 1) + 1
  const packedSize = bytes.readUInt16BE(at + 3) + 1
  const data = reset >= 2 ? at + 6 : at + 5
  if (reset === 3) state.dictionary = output.length
  if (reset >= 2) state.properties = propertiesOf(bytes[at + 5] ?? 0)
  if (state.properties === undefined) throw new BrokenData('a chunk has no properties')
  if (reset >= 1 || state.decoder === undefined)
    state.decoder = new LzmaDecoder(output, state.properties, state.dictionary)
  state.decoder.decode(new RangeDecoder(bytes, data), output.length + size)
  return data + packedSize
}
