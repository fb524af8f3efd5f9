/** Bytes of a block: headers take one, contents are padded to whole ones (POSIX.1-2001, pax, ustar Interchange Format). */
export const blockSize = 512

export type EntryKind = 'file' | 'directory' | 'symlink' | 'link' | 'device' | 'extension' | 'other'

/** What one header block says, before extensions change it. */
export interface TarHeader {
  readonly kind: EntryKind
  /** The type flag, which tells extensions apart. */
  readonly flag: string
  readonly path: string
  readonly linkPath: string
  /** Bytes of content that follow. */
  readonly size: number
  readonly mode: number
  /** When the file was changed, in seconds of Unix; 0 where nobody can tell. */
  readonly modified: number
}

const kinds: Readonly<Record<string, EntryKind>> = {
  '0': 'file',
  '\0': 'file',
  '7': 'file',
  S: 'file',
  '1': 'link',
  '2': 'symlink',
  '3': 'device',
  '4': 'device',
  '5': 'directory',
  '6': 'device',
  x: 'extension',
  g: 'extension',
  L: 'extension',
  K: 'extension',
}

/** Kinds whose size says nothing about what follows, as in Go's archive/tar, which runtimes unpack with. */
export const withoutContent: ReadonlySet<EntryKind> = new Set(['link', 'symlink', 'device', 'directory'])

/** Reads one header block; nothing where its checksum or a number is wrong. */
export function parseTarHeader(block: Buffer): TarHeader | undefined {
  const size = numberAt(block, 124, 12)
  if (!hasRightChecksum(block) || size === undefined) return undefined
  const flag = String.fromCharCode(block[156] ?? 0)
  const name = textAt(block, 0, 100)
  const kind = kinds[flag] ?? 'other'
  return {
    kind,
    flag,
    path: isUstar(block) ? withPrefix(textAt(block, 345, 155), name) : name,
    linkPath: textAt(block, 157, 100),
    size: withoutContent.has(kind) ? 0 : size,
    mode: (numberAt(block, 100, 8) ?? 0) & 0o7777,
    modified: numberAt(block, 136, 12) ?? 0,
  }
}

export function isZeroBlock(block: Buffer): boolean {
  return block.every((byte) => byte === 0)
}

function withPrefix(prefix: string, name: string): string {
  return prefix === '' ? name : `${prefix}/${name}`
}

/** GNU writes other fields where ustar has the prefix, and another version behind the magic. */
function isUstar(block: Buffer): boolean {
  return block.toString('latin1', 257, 263) === 'ustar\0'
}

export function isOfGnu(block: Buffer): boolean {
  return block.toString('latin1', 257, 265) === 'ustar  \0'
}

function textAt(block: Buffer, start: number, length: number): string {
  const end = block.indexOf(0, start)
  return block.toString('utf8', start, end === -1 || end > start + length ? start + length : end)
}

const blank = 0x20

/** Octal digits, or base 256 where the first bit is set (GNU tar); nothing for negative and inexact numbers. */
export function numberAt(block: Buffer, start: number, length: number): number | undefined {
  const first = block[start] ?? 0
  if (first >= 0x80) return first === 0x80 ? base256(block.subarray(start + 1, start + length)) : undefined
  return octal(block, start, endOfText(block, start, start + length))
}

/** Without the NULs and blanks behind it. */
function endOfText(block: Buffer, start: number, limit: number): number {
  let end = limit
  while (end > start && (block[end - 1] === 0 || block[end - 1] === blank)) end--
  return end
}

/** Blanks may stand in front; without a digit it is 0. */
function octal(block: Buffer, start: number, end: number): number | undefined {
  let at = start
  while (at < end && block[at] === blank) at++
  let value = 0
  for (; at < end; at++) {
    const digit = (block[at] ?? 0) - 0x30
    if (digit < 0 || digit > 7) return undefined
    value = value * 8 + digit
  }
  return value
}

function base256(bytes: Buffer): number | undefined {
  let value = 0
  for (const byte of bytes) value = value * 256 + byte
  return Number.isSafeInteger(value) ? value : undefined
}

const checksumStart = 148
const checksumEnd = 156

/** The sum of all bytes, those of the checksum itself taken for blanks; old tars summed signed bytes. */
function hasRightChecksum(block: Buffer): boolean {
  const stated = numberAt(block, checksumStart, checksumEnd - checksumStart)
  const [all, own] = [sumsOf(block, 0, blockSize), sumsOf(block, checksumStart, checksumEnd)]
  const blanks = (checksumEnd - checksumStart) * blank
  return stated === all.unsigned - own.unsigned + blanks || stated === all.signed - own.signed + blanks
}

function sumsOf(block: Buffer, from: number, to: number): { unsigned: number; signed: number } {
  let [unsigned, high] = [0, 0]
  for (let at = from; at < to; at++) {
    const byte = block[at] ?? 0
    unsigned += byte
    high += byte >>> 7
  }
  return { unsigned, signed: unsigned - 256 * high }
}
