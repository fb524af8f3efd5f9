// zstd data of several frames, as zstd:chunked and parallel writers make it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { constants, zstdCompressSync } from 'node:zlib'

import * as fc from 'fast-check'

import { ZstdFrames } from '../../src/images/blobs/zstd-frames.ts'
import { unpack } from '../../src/images/model-files/packed/unpack.ts'
import { unpacked } from '../../src/images/blobs/read-unpacked.ts'

const skippable = Buffer.from('532a4d1803000000010203', 'hex')

async function unpackedText(chunks: readonly Buffer[]): Promise<string> {
  async function* source(): AsyncGenerator<Buffer> {
    yield* chunks
  }
  const parts: Buffer[] = []
  for await (const part of unpacked(source())) parts.push(part)
  return Buffer.concat(parts).toString('latin1')
}

function piecesOf(bytes: Buffer, size: number): Buffer[] {
  const count = Math.ceil(bytes.length / size)
  return Array.from({ length: count }, (_, index) => bytes.subarray(index * size, (index + 1) * size))
}

test('every frame is unpacked, and those that are skipped hide none', async () => {
  const params = { [constants.ZSTD_c_checksumFlag]: 1 }
  const bytes = Buffer.concat([
    zstdCompressSync('first '),
    skippable,
    zstdCompressSync(Buffer.alloc(300_000, 'a'), { params }),
    zstdCompressSync(' last'),
    skippable,
  ])
  const whole = `first ${'a'.repeat(300_000)} last`
  assert.equal(await unpackedText([bytes]), whole)
  assert.equal(unpack('zstd', bytes, 2 ** 20).bytes.toString('latin1'), whole)
  for (const size of [1, 7]) assert.equal(await unpackedText(piecesOf(bytes, size)), whole)
})

test('what is no frame behind one is told', async () => {
  const bytes = Buffer.concat([zstdCompressSync('first'), Buffer.from('garbage')])
  await assert.rejects(unpackedText([bytes]))
  const { bytes: kept, fault } = unpack('zstd', bytes, 2 ** 20)
  assert.deepEqual([kept.toString(), fault?.code], ['first', 'malformed'])
})

test('all frames together are held to the bound', () => {
  const bytes = Buffer.concat(Array.from({ length: 4 }, () => zstdCompressSync(Buffer.alloc(1000))))
  assert.equal(unpack('zstd', bytes, 3000).fault?.code, 'too-large')
  assert.equal(unpack('zstd', bytes, 4000).fault, undefined)
})

test('frames are cut at the same places however their bytes come', () => {
  const frame = fc.tuple(fc.string({ maxLength: 3000 }), fc.boolean(), fc.integer({ min: 1, max: 19 }))
  fc.assert(
    fc.property(fc.array(frame, { minLength: 1, maxLength: 5 }), fc.nat({ max: 400 }), (frames, at) => {
      const packed = frames.map(([text, hasChecksum, level]) =>
        zstdCompressSync(text.repeat(20), {
          params: {
            [constants.ZSTD_c_checksumFlag]: Number(hasChecksum),
            [constants.ZSTD_c_compressionLevel]: level,
          },
        }),
      )
      const bytes = Buffer.concat(packed)
      assert.deepEqual(new ZstdFrames().cut(bytes), packed)
      const frameCutter = new ZstdFrames()
      const pieces = [bytes.subarray(0, at), bytes.subarray(at)].flatMap((part) => frameCutter.cut(part))
      assert.deepEqual(Buffer.concat(pieces), bytes)
      const ends = packed.map((_, index) => Buffer.concat(packed.slice(0, index + 1)).length)
      const cuts = new Set(pieces.map((_, index) => Buffer.concat(pieces.slice(0, index + 1)).length))
      for (const end of ends) assert.ok(cuts.has(end))
    }),
  )
})
