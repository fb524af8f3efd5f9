import { zstdDecompressSync } from 'node:zlib'

import { ZstdFrames } from '../../blobs/zstd-frames.ts'
import { limits } from '../limits.ts'
import { unpackBzip2 } from './bzip2.ts'
import { inflate, inflateGzip, inflateZlib } from './inflate.ts'
import { unpackLzma, unpackZippedLzma } from './lzma.ts'
import { BrokenData, Output, TooMuchData } from './output.ts'
import { unpackXz } from './xz.ts'

export type Packing = 'stored' | 'gzip' | 'zlib' | 'deflate' | 'zstd' | 'bzip2' | 'xz' | 'lzma' | 'zip-lzma'

/** What came out, and why not all did. A loader runs what came out before it sees what is wrong. */
export interface Unpacked {
  readonly bytes: Buffer
  readonly fault?: { readonly code: 'malformed' | 'too-large'; readonly reason: string }
}

const unpackers: Readonly<Record<Packing, (bytes: Buffer, output: Output) => void>> = {
  stored: (bytes, output) => output.append(bytes),
  gzip: inflateGzip,
  zlib: inflateZlib,
  deflate: (bytes, output) => void inflate(bytes, 0, output),
  zstd: unpackZstd,
  bzip2: unpackBzip2,
  xz: unpackXz,
  lzma: unpackLzma,
  'zip-lzma': unpackZippedLzma,
}

/** Unpacks in memory, up to so many bytes. */
export function unpack(packing: Packing, bytes: Buffer, most: number): Unpacked {
  if (packing === 'stored') return { bytes }
  const output = new Output(Math.max(0, Math.min(most, limits.inflatedBytes)))
  const fault = run(packing, bytes, output)
  return fault === undefined ? { bytes: output.bytes } : { bytes: output.bytes, fault }
}

/** How far back a packing copies from; of LZMA as much as is held in any case. */
const windows: Partial<Record<Packing, number>> = {
  gzip: 2 ** 15,
  zlib: 2 ** 15,
  deflate: 2 ** 15,
  bzip2: 0,
  xz: limits.dictionaryBytes,
  lzma: limits.dictionaryBytes,
}

/** Unpacks more than is held, and passes it on; nothing where the packing can only be unpacked as a whole. */
export function unpackTo(
  packing: Packing,
  bytes: Buffer,
  { most, take }: { readonly most: number; readonly take: (bytes: Buffer) => void },
): { readonly fault?: Unpacked['fault'] } | undefined {
  const window = windows[packing]
  if (window === undefined) return undefined
  const output = new Output(most, { take, window })
  const fault = run(packing, bytes, output)
  output.flush()
  return fault === undefined ? {} : { fault }
}

function run(packing: Packing, bytes: Buffer, output: Output): Unpacked['fault'] {
  try {
    unpackers[packing](bytes, output)
    return undefined
  } catch (error) {
    if (error instanceof BrokenData) return { code: 'malformed', reason: error.message }
    if (!(error instanceof TooMuchData)) throw error
    return { code: 'too-large', reason: `it unpacks to more than ${output.most} bytes` }
  }
}

/** Each takes a call; nobody writes as many. */
const mostFrames = 10_000

function unpackZstd(bytes: Buffer, output: Output): void {
  const frames = new ZstdFrames().cut(bytes)
  for (const frame of frames.slice(0, mostFrames)) unpackFrame(frame, output)
  if (frames.length > mostFrames) throw new BrokenData(`it has more than ${mostFrames} frames`)
}

function unpackFrame(frame: Buffer, output: Output): void {
  const left = output.most - output.length
  try {
    output.append(zstdDecompressSync(frame, { maxOutputLength: Math.max(1, left) }))
  } catch (error) {
    if (error instanceof TooMuchData) throw error
    const isLarge = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
    throw isLarge ? new TooMuchData() : new BrokenData('its zstd data is broken')
  }
}
