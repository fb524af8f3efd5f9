// Headers of a ZIP archive (PKWARE APPNOTE.TXT 6.3.10, 4.3): what the central directory says and what stands in front of
// the members may differ, and readers trust the one or the other.
import type { Ranges } from './ranges.ts'

export const localSignature: Buffer = Buffer.from('PK\x03\x04', 'latin1')
const centralSignature = Buffer.from('PK\x01\x02', 'latin1')
const endSignature = Buffer.from('PK\x05\x06', 'latin1')
const end64Signature = Buffer.from('PK\x06\x06', 'latin1')

/** One member, as one of the two headers tells. */
export interface Header {
  readonly name: string
  readonly flags: number
  readonly method: number
  readonly crc: number
  readonly packedSize: number
  readonly size: number
  /** Of the local header. */
  readonly at: number
}

/** A local header, and where its member's bytes start. */
export interface LocalHeader extends Header {
  readonly dataAt: number
}

export const localHeaderBytes = 30
const centralLength = 46
const endLength = 22
const sizeInExtra = 0xffffffff

export function readLocalHeader(ranges: Ranges, at: number): LocalHeader | undefined {
  const fixed = ranges.bytes(at, localHeaderBytes)
  if (fixed === undefined || !fixed.subarray(0, 4).equals(localSignature)) return undefined
  const nameLength = fixed.readUInt16LE(26)
  const extraLength = fixed.readUInt16LE(28)
  const name = ranges.bytes(at + localHeaderBytes, nameLength)
  const extra = ranges.bytes(at + localHeaderBytes + nameLength, extraLength)
  if (name === undefined || (extra === undefined && extraLength > 0)) return undefined
  const [size, packedSize] = longNumbers(extra ?? Buffer.alloc(0), [
    fixed.readUInt32LE(22),
    fixed.readUInt32LE(18),
  ])
  return {
    name: name.toString('utf8'),
    flags: fixed.readUInt16LE(6),
    method: fixed.readUInt16LE(8),
    crc: fixed.readUInt32LE(14),
    packedSize: packedSize ?? 0,
    size: size ?? 0,
    at,
    dataAt: at + localHeaderBytes + nameLength + extraLength,
  }
}

/** ZIP64 puts numbers that do not fit into an extra field, in this order (4.5.3). */
function longNumbers(extra: Buffer, numbers: readonly number[]): number[] {
  let field = extraField(extra, 1)
  return numbers.map((number) => {
    if (number !== sizeInExtra || field.length < 8) return number
    const long = Number(field.readBigUInt64LE())
    field = field.subarray(8)
    return long
  })
}

function extraField(extra: Buffer, wanted: number): Buffer {
  for (let at = 0; at + 4 <= extra.length;) {
    const length = extra.readUInt16LE(at + 2)
    if (extra.readUInt16LE(at) === wanted) return extra.subarray(at + 4, at + 4 + length)
    at += 4 + length
  }
  return Buffer.alloc(0)
}

/** What the end of an archive says of its central directory. */
export interface Directory {
  readonly at: number
  readonly size: number
  readonly entries: number
  /** Bytes that stand in front of the archive: offsets in it are counted from there. */
  readonly shift: number
  /** Behind the comment of the archive. */
  readonly endsAt: number
}

/** Finds the central directory from the end of the file; nothing where there is none. */
export function findDirectory(ranges: Ranges): Directory | undefined {
  const from = Math.max(0, ranges.size - endLength - 0xffff)
  const tail = ranges.bytes(from, ranges.size - from) ?? Buffer.alloc(0)
  const found = tail.lastIndexOf(endSignature)
  if (found === -1 || found + endLength > tail.length) return undefined
  const end = tail.subarray(found)
  const endsAt = from + found + endLength + end.readUInt16LE(20)
  return (
    readDirectory64(ranges, { at: from + found, endsAt }) ??
    directory(from + found, endsAt, {
      entries: end.readUInt16LE(10),
      size: end.readUInt32LE(12),
      offset: end.readUInt32LE(16),
    })
  )
}

function directory(
  end: number,
  endsAt: number,
  { entries, size, offset }: { readonly entries: number; readonly size: number; readonly offset: number },
): Directory {
  const at = end - size
  return { at, size, entries, shift: at - offset, endsAt }
}

function readDirectory64(
  ranges: Ranges,
  { at, endsAt }: { readonly at: number; readonly endsAt: number },
): Directory | undefined {
  const locator = ranges.bytes(at - 20, 20)
  if (locator?.subarray(0, 4).equals(Buffer.from('PK\x06\x07', 'latin1')) !== true) return undefined
  // The record stands right in front of its locator unless it was extended.
  const end = ranges.bytes(at - 20 - 56, 56)
  if (end?.subarray(0, 4).equals(end64Signature) !== true) return undefined
  return directory(at - 76, endsAt, {
    entries: Number(end.readBigUInt64LE(32)),
    size: Number(end.readBigUInt64LE(40)),
    offset: Number(end.readBigUInt64LE(48)),
  })
}

/** The first members that the central directory lists, as far as it can be read. */
export function readHeadersUpTo(most: number, ranges: Ranges, { at, size, shift }: Directory): Header[] {
  const bytes = (size >= 0 && at >= 0 ? ranges.bytes(at, size) : undefined) ?? Buffer.alloc(0)
  const headers: Header[] = []
  for (let from = 0; from + centralLength <= bytes.length;) {
    if (!bytes.subarray(from, from + 4).equals(centralSignature) || headers.length >= most) break
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) =>
      bytes.readUInt16LE(from + field),
    )
    const nameAt = from + centralLength
    const extraAt = nameAt + (nameLength ?? 0)
    const end = extraAt + (extraLength ?? 0)
    headers.push(readCentralHeader(bytes.subarray(from), { extra: bytes.subarray(extraAt, end), shift }))
    from = end + (commentLength ?? 0)
  }
  return headers
}

function readCentralHeader(
  bytes: Buffer,
  { extra, shift }: { readonly extra: Buffer; readonly shift: number },
): Header {
  const [size = 0, packedSize = 0, at = 0] = longNumbers(
    extra,
    [24, 20, 42].map((field) => bytes.readUInt32LE(field)),
  )
  return {
    name: bytes.toString('utf8', centralLength, centralLength + bytes.readUInt16LE(28)),
    flags: bytes.readUInt16LE(8),
    method: bytes.readUInt16LE(10),
    crc: bytes.readUInt32LE(16),
    packedSize,
    size,
    at: at + shift,
  }
}
