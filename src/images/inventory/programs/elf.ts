import type { Held, ProgramLayout, Range } from './program.ts'

const magic: Buffer = Buffer.from('\x7fELF\x02\x01', 'latin1')
const headerLength = 64
const segmentLength = 56
const sectionLength = 64
const loaded = 1
const executable = 1
/** No linker writes a longer table of names. */
const mostNames = 2 ** 20

/** A little-endian program of 64 bits (System V ABI, Object Files): nothing else runs models. */
export function elfLayout(head: Buffer): ProgramLayout | undefined {
  if (head.length < headerLength || !head.subarray(0, magic.length).equals(magic)) return undefined
  const table = { at: offsetAt(head, 40), length: head.readUInt16LE(60) * sectionLength }
  const namesIndex = head.readUInt16LE(62)
  return {
    code: codeSegments(head),
    isPacked: isPacked(head),
    section: (name, held) => findSection(name, { table, namesIndex, held }),
  }
}

/** Right behind the headers UPX leaves its mark (upx, `l_info` in src/stub/src/include/linux.h). */
function isPacked(head: Buffer): boolean {
  const end = offsetAt(head, 32) + head.readUInt16LE(56) * segmentLength
  return head.subarray(end, end + 64).includes('UPX!')
}

function codeSegments(head: Buffer): Range[] {
  const [start, count] = [offsetAt(head, 32), head.readUInt16LE(56)]
  const code: Range[] = []
  for (let at = start; at < start + count * segmentLength && at + segmentLength <= head.length;) {
    if (head.readUInt32LE(at) === loaded && (head.readUInt32LE(at + 4) & executable) !== 0)
      code.push({ at: offsetAt(head, at + 8), length: offsetAt(head, at + 32) })
    at += segmentLength
  }
  return code
}

interface Sections {
  readonly table: Range
  readonly namesIndex: number
  readonly held: Held
}

function findSection(name: string, { table, namesIndex, held }: Sections): Range | undefined {
  const bytes = held(table)
  const namesAt = namesIndex * sectionLength
  if (bytes === undefined || namesAt + sectionLength > bytes.length) return undefined
  const { length, ...place } = rangeOf(bytes, namesAt)
  const names = held({ ...place, length: Math.min(length, mostNames) })
  if (names === undefined) return undefined
  for (let at = 0; at + sectionLength <= bytes.length; at += sectionLength)
    if (isCalled(name, names, bytes.readUInt32LE(at))) return rangeOf(bytes, at)
  return undefined
}

function isCalled(name: string, names: Buffer, at: number): boolean {
  return names.toString('latin1', at, at + name.length + 1) === `${name}\0`
}

function rangeOf(table: Buffer, at: number): Range {
  return { at: offsetAt(table, at + 24), length: offsetAt(table, at + 32) }
}

/** Beyond 2^53 bytes there is no file: what such an offset is rounded to does not matter. */
function offsetAt(bytes: Buffer, at: number): number {
  return Number(bytes.readBigUInt64LE(at))
}
