import { detect, type Format } from '../detect.ts'
import { isObjectArray } from '../numpy-header.ts'
import { isPickle } from '../pickle/search.ts'
import { type Packing, unpack } from '../packed/unpack.ts'

/** So much of a member tells whether it is weights. */
export const sniffedBytes = 4096

/** How members are packed, by the number of the method (APPNOTE 4.4.5). */
export const packings: Readonly<Record<number, Packing>> = {
  0: 'stored',
  8: 'deflate',
  12: 'bzip2',
  14: 'zip-lzma',
  93: 'zstd',
  95: 'xz',
}

const opaque: ReadonlySet<Format> = new Set(['other', 'picture', 'executable'])

/** Whether a member that starts so holds numbers, a picture or a program: its other bytes decide nothing. */
export function isOpaque(method: number, start: Buffer): boolean {
  const packing = packings[method]
  if (packing === undefined) return false
  const { bytes } = unpack(packing, start, sniffedBytes)
  const format = detect(bytes, Infinity)
  if (format === 'numpy') return !isObjectArray(bytes)
  return opaque.has(format) && !isPickle(bytes, Infinity)
}
