import { Readable, type Transform } from 'node:stream'
import { constants, createGunzip, createZstdDecompress } from 'node:zlib'

import { ZstdFrames } from './zstd-frames.ts'
import { OpenError } from './open-error.ts'

/** One turn of the event loop for each so many bytes. */
const chunkSize = 2 ** 20

/** Known by their first bytes: media types may lie, and files have none. */
const formats: readonly (readonly [
  name: string,
  magic: readonly number[],
  unpack: (() => Transform) | undefined,
])[] = [
  ['gzip', [0x1f, 0x8b], () => createGunzip({ chunkSize })],
  ['zstd', [0x28, 0xb5, 0x2f, 0xfd], openZstd],
  ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a], undefined],
  ['bzip2', [0x42, 0x5a, 0x68], undefined],
]

/** A frame may ask for a window of gigabytes; 128 MiB is what the zstd program takes unasked. */
function openZstd(): Transform {
  return createZstdDecompress({ chunkSize, params: { [constants.ZSTD_d_windowLogMax]: 27 } })
}

const longestMagic = 5

/** Unpacks gzip and zstd as it comes in; other bytes stay as they are. @throws OpenError for other packings */
export function unpacked(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  return unpackedWith(chunks, () => {})
}

/** The same for whoever is done with a chunk when asking for the next one: its memory is given back at once. */
export function unpackedPassing(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  return unpackedWith(chunks, release)
}

/** @param done takes each chunk that was unpacked when the next one is asked for */
async function* unpackedWith(
  chunks: AsyncIterable<Buffer>,
  done: (chunk: Buffer) => void,
): AsyncGenerator<Buffer> {
  const { first, rest } = await peek(chunks)
  const found = formats.find(([, magic]) => magic.every((byte, index) => first[index] === byte))
  if (found === undefined) return yield* rest
  const [name, , open] = found
  if (open === undefined)
    throw new OpenError('broken-archive', `It is packed with ${name}, which no image is.`)
  const unpack = open()
  const source = Readable.from(name === 'zstd' ? byFrame(rest) : rest, { objectMode: false })
  source.on('error', (error) => unpack.destroy(error))
  source.pipe(unpack)
  try {
    for await (const chunk of unpack as AsyncIterable<Buffer>) {
      yield chunk
      done(chunk)
    }
  } finally {
    source.destroy()
    unpack.destroy()
  }
}

/**
 * Left to the garbage collector, chunks make it run every 32 MB, which costs a fifth of the time that a layer takes. One
 * that ends before its buffer does shares it with the next, and is left.
 */
function release({ buffer, byteOffset, byteLength }: Buffer): void {
  const isLast = byteLength > 0 && byteOffset + byteLength === buffer.byteLength
  if (isLast && buffer instanceof ArrayBuffer) buffer.transfer(0)
}

async function* byFrame(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const frames = new ZstdFrames()
  for await (const chunk of chunks) yield* frames.cut(chunk)
}

/** The first few bytes, and all of them. */
async function peek(chunks: AsyncIterable<Buffer>): Promise<{ first: Buffer; rest: AsyncGenerator<Buffer> }> {
  const iterator = chunks[Symbol.asyncIterator]()
  const parts: Buffer[] = []
  let length = 0
  while (length < longestMagic) {
    const { value, done } = await iterator.next()
    if (done === true) break
    parts.push(value)
    length += value.length
  }
  const first = Buffer.concat(parts)
  return { first, rest: continued(first, iterator) }
}

async function* continued(first: Buffer, iterator: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  try {
    if (first.length > 0) yield first
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value
  } finally {
    await iterator.return?.()
  }
}
