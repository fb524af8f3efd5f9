import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { test } from 'node:test'
import { deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'

import * as fc from 'fast-check'

import { type Packing, unpack } from '../../../src/images/model-files/packed/unpack.ts'
import { contents, packed } from './packed-texts.ts'

const plenty = 2 ** 24

for (const [packing, text] of Object.entries(packed) as [Packing, string][]) {
  const bytes = Buffer.from(text, 'base64')

  test(`${packing} is unpacked`, () => {
    assert.deepEqual(unpack(packing, bytes, plenty), { bytes: contents })
  })

  test(`${packing} that is cut off gives no byte too many, and says so`, () => {
    for (let length = 1; length < bytes.length; length += 7) {
      const { bytes: got, fault } = unpack(packing, bytes.subarray(0, length), plenty)
      assert.deepEqual(got, contents.subarray(0, got.length))
      if (got.length < contents.length) assert.equal(fault?.code, 'malformed')
    }
  })

  test(`${packing} gives no more than is asked for`, () => {
    const { bytes: got, fault } = unpack(packing, bytes, 100)
    assert.deepEqual([got.length <= 100, fault?.code], [true, 'too-large'])
  })
}

const packers: readonly (readonly [Packing, (bytes: Uint8Array) => Buffer])[] = [
  ['deflate', (bytes) => deflateRawSync(bytes)],
  ['zlib', (bytes) => deflateSync(bytes)],
  ['gzip', (bytes) => Buffer.concat([gzipSync(bytes.subarray(0, 9)), gzipSync(bytes.subarray(9))])],
  ['zstd', (bytes) => zstdCompressSync(bytes)],
]

/** Bytes with repetitions, as packers look for. */
const someBytes = fc
  .array(fc.tuple(fc.uint8Array({ maxLength: 40 }), fc.integer({ min: 1, max: 30 })), { maxLength: 12 })
  .map((parts) => Buffer.concat(parts.flatMap(([part, times]) => Array.from({ length: times }, () => part))))

for (const [packing, pack] of packers) {
  test(`${packing} comes out as it went in`, () => {
    fc.assert(
      fc.property(someBytes, (bytes) => {
        assert.deepEqual(unpack(packing, pack(bytes), plenty), { bytes: Buffer.from(bytes) })
      }),
    )
  })
}

test('deflate that breaks later gives what came before', () => {
  fc.assert(
    fc.property(someBytes, fc.nat(), (bytes, seed) => {
      const whole = deflateRawSync(bytes)
      const cut = whole.subarray(0, seed % Math.max(1, whole.length - 1))
      const { bytes: got, fault } = unpack('deflate', cut, plenty)
      assert.deepEqual(got, Buffer.from(bytes.subarray(0, got.length)))
      assert.equal(fault?.code, 'malformed')
    }),
  )
})

test('what a bomb unpacks to is cut at the bound', () => {
  const bomb = gzipSync(Buffer.alloc(2 ** 22))
  const { bytes, fault } = unpack('gzip', bomb, 1000)
  assert.deepEqual(
    [bytes.length <= 1000, bytes.every((byte) => byte === 0), fault?.code],
    [true, true, 'too-large'],
  )
})

test('random bytes never throw', () => {
  const kinds: readonly Packing[] = ['gzip', 'zlib', 'deflate', 'zstd', 'bzip2', 'xz', 'lzma', 'zip-lzma']
  fc.assert(
    fc.property(fc.constantFrom(...kinds), fc.uint8Array({ maxLength: 200 }), (packing, bytes) => {
      assert.equal(unpack(packing, Buffer.from(bytes), 2 ** 16).bytes.length <= 2 ** 16, true)
    }),
  )
})

function missing(program: string): string | false {
  return spawnSync(program, ['--version']).status === 0 ? false : `${program} is not here`
}

for (const [program, packing] of [
  ['xz', 'xz'],
  ['bzip2', 'bzip2'],
] as const) {
  test(`what ${program} writes is unpacked`, { skip: missing(program) }, () => {
    fc.assert(
      fc.property(someBytes, (bytes) => {
        const written = execFileSync(program, ['-c'], { input: bytes })
        assert.deepEqual(unpack(packing, written, plenty), { bytes: Buffer.from(bytes) })
      }),
      { numRuns: 20 },
    )
  })
}
