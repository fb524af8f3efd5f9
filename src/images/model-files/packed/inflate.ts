// Deflate (RFC 1951), and gzip (RFC 1952) and zlib (RFC 1950) around it. Node's own throws away what it unpacked
// before it comes to something wrong; a loader has run that by then. Checksums are not verified for the same reason.
import { inflateRawSync } from 'node:zlib'

import { BitReader } from './bit-reader.ts'
import { buildTable, type CodeTable, readWord } from './code-table.ts'
import { BrokenData, type Output } from './output.ts'

/** Unpacks from a place on and returns where the data ends. */
export function inflate(bytes: Buffer, at: number, output: Output): number {
  if (output.isDrained) return inflateSlowly(bytes, at, output)
  return inflateFast(bytes, at, output) ?? inflateSlowly(bytes, at, output)
}

/** Nothing where the data is broken or too large: then it is told up to where. */
function inflateFast(bytes: Buffer, at: number, output: Output): number | undefined {
  const most = output.most - output.length
  if (most <= 0) return undefined
  try {
    const { buffer, engine } = inflateRawSync(bytes.subarray(at), {
      maxOutputLength: most,
      info: true,
    }) as unknown as {
      readonly buffer: Buffer
      readonly engine: { readonly bytesWritten: number }
    }
    output.append(buffer)
    return at + engine.bytesWritten
  } catch {
    return undefined
  }
}

function inflateSlowly(bytes: Buffer, at: number, output: Output): number {
  const reader = new BitReader(bytes, at)
  for (let isLast = false; !isLast;) {
    isLast = reader.bits(1) === 1
    const type = reader.bits(2)
    if (type === 0) copyStored(reader, output)
    else if (type === 1) inflateBlock(reader, fixedCodes, output)
    else if (type === 2) inflateBlock(reader, readCodes(reader), output)
    else throw new BrokenData('a block has no type')
  }
  return reader.end
}

function copyStored(reader: BitReader, output: Output): void {
  const header = reader.aligned(4)
  const length = header.length < 4 ? 1 : header.readUInt16LE()
  const bytes = reader.aligned(length)
  output.append(bytes)
  if (bytes.length < length) throw new BrokenData('it is cut off')
}

interface BlockCodes {
  readonly literals: CodeTable
  readonly distances: CodeTable
}

const fixedCodes: BlockCodes = {
  literals: buildTable(
    Array.from({ length: 288 }, (_, symbol) => {
      if (symbol < 144) return 8
      if (symbol < 256) return 9
      return symbol < 280 ? 7 : 8
    }),
  ),
  distances: buildTable(Array.from({ length: 30 }, () => 5)),
}

const lengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]

function readCodes(reader: BitReader): BlockCodes {
  const literalCount = reader.bits(5) + 257
  const distanceCount = reader.bits(5) + 1
  const lengths = Array.from({ length: 19 }, () => 0)
  const given = reader.bits(4) + 4
  for (const symbol of lengthOrder.slice(0, given)) lengths[symbol] = reader.bits(3)
  const all = readLengths(reader, buildTable(lengths), literalCount + distanceCount)
  return { literals: buildTable(all.slice(0, literalCount)), distances: buildTable(all.slice(literalCount)) }
}

/** 16 repeats the length before, 17 and 18 repeat none. */
function readLengths(reader: BitReader, codes: CodeTable, count: number): number[] {
  const lengths: number[] = []
  while (lengths.length < count) {
    const symbol = readWord(reader, codes)
    if (symbol < 16) lengths.push(symbol)
    else {
      const [value, times] = repeatOf(reader, symbol, lengths)
      for (let left = times; left > 0; left--) lengths.push(value)
    }
  }
  return lengths
}

function repeatOf(
  reader: BitReader,
  symbol: number,
  before: readonly number[],
): [value: number, times: number] {
  if (symbol === 16) return [before.at(-1) ?? 0, 3 + reader.bits(2)]
  return symbol === 17 ? [0, 3 + reader.bits(3)] : [0, 11 + reader.bits(7)]
}

const endOfBlock = 256

function inflateBlock(reader: BitReader, { literals, distances }: BlockCodes, output: Output): void {
  for (;;) {
    const symbol = readWord(reader, literals)
    if (symbol === endOfBlock) return
    if (symbol < endOfBlock) output.push(symbol)
    else {
      const length = lengthOf(reader, symbol - 257)
      output.repeat(distanceOf(reader, readWord(reader, distances)), length)
    }
  }
}

/** Four lengths share their number of further bits; the longest has a symbol of its own. */
function lengthOf(reader: BitReader, index: number): number {
  if (index === 28) return 258
  if (index < 8) return index + 3
  const bits = (index >> 2) - 1
  return ((4 + (index & 3)) << bits) + 3 + reader.bits(bits)
}

function distanceOf(reader: BitReader, symbol: number): number {
  if (symbol < 4) return symbol + 1
  const bits = (symbol >> 1) - 1
  return ((2 + (symbol & 1)) << bits) + 1 + reader.bits(bits)
}

const gzipFields = { check: 2, extra: 4, name: 8, comment: 16 }

/** All members of a gzip file, one after the other; what follows the last is no gzip and not read. */
export function inflateGzip(bytes: Buffer, output: Output): void {
  for (let at = 0; at === 0 || bytes.readUInt16BE(at) === 0x1f8b;) {
    at = inflate(bytes, endOfGzipHeader(bytes, at), output) + 8
    if (at + 18 > bytes.length) return
  }
}

function endOfGzipHeader(bytes: Buffer, start: number): number {
  const flags = bytes[start + 3] ?? 0
  let at = start + 10
  if ((flags & gzipFields.extra) !== 0) at += 2 + (bytes.length >= at + 2 ? bytes.readUInt16LE(at) : 0)
  for (const field of [gzipFields.name, gzipFields.comment]) {
    if ((flags & field) === 0) continue
    const end = bytes.indexOf(0, at)
    if (end === -1) throw new BrokenData('its header does not end')
    at = end + 1
  }
  return (flags & gzipFields.check) === 0 ? at : at + 2
}

export function inflateZlib(bytes: Buffer, output: Output): void {
  inflate(bytes, 2, output)
}
