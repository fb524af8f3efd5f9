import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { test } from 'node:test'
import { deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'

import * as fc from 'fast-check'

import { type Packing, unpack } from '../../../src/images/model-files/packed/unpack.ts'

const plenty = 2 ** 24

/** What the packed texts below hold. */
const contents = Buffer.concat([
  Buffer.from('compartments hold water: '.repeat(20)),
  Buffer.from(Array.from({ length: 256 }, (_, value) => value)),
])

/** Written by Python's lzma and bz2. */
const packed: Partial<Record<Packing, string>> = {
  xz: '/Td6WFoAAATm1rRGAgAhARYAAAB0L+Wj4ALzAQNdADGbyfP1xghV7H3/5HDy78+bqehMqICrVekqotPtPhHQFx2jz3SZVUrNoZXAhjw/bfN1mSVB3GgqypTBcSVEMQFoRDhJgQqkEQB3wd/G7lZpB8VFPDhnrUQYqxHy9TqSrs5Eeld20NdiVgCOYfdDuLCFnJx4hhsSUUkM79ro6EiFIr3dMxUG9bdfQebGJDlwkBR02OpjClCfp3ya8Z6X8Jrb69Pac8oBbAfbjKt2WOw29uMjpm4BSBTXVOPt2oq0ShI4gCd6r3SIQz1AD6b1U4U1sZ0KYA4BuBi4ycX5ASBDr7X64j8ms6bQClsTtUqVhGkLwHRH+F5CAHZ/CEOrBhI4HxIAAEa6AKUAJI6yAAGfAvQFAAAwYGpascRn+wIAAAAABFla',
  lzma: 'XQAAgAD//////////wAxm8nz9cYIVex9/+Rw8u/Pm6noTKiAq1XpKqLT7T4R0Bcdo890mVVKzaGVwIY8P23zdZklQdxoKsqUwXElRDEBaEQ4SYEKpBEAd8Hfxu5WaQfFRTw4Z61EGKsR8vU6kq7ORHpXdtDXYlYAjmH3Q7iwhZyceIYbElFJDO/a6OhIhSK93TMVBvW3X0HmxiQ5cJAUdNjqYwpQn6d8mvGel/Ca2+vT2nPKAWwH24yrdljsNvbjI6ZuAUgU11Tj7dqKtEoSOIAneq90iEM9QA+m9VOFNbGdCmAOAbgYuMnF+QEgQ6+1+uI/JrOm0ApbE7VKlYRpC8B0R/heQgB2fwhDqwYT9koV///xp4AA',
  bzip2:
    'QlpoOTFBWSZTWe9WUQUAAHf/////////////////////////////////////////////sAEbRhJgAJgACYAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAHU0xMBMAAAAAAACYAAAAAAAAAAmAAAAAAAAAAAAAAAAAAAAABKVI0TyanqMamjRoAYhkGhkDQ0aaDTIBkMhoaDI0G1GI0A0GgAYTRkAGQA0Mg00aaABiGjJoMmgaGhkAAV1QwMKliY6gqVsiyoralU2VmZ11UaKrVmmr1hqrNardct9eUIgZYEMaCFgIiMkJSYnKCkqKywtLi8wMTIzNDU2Nzg5cAAD9ADsbPP8enx+gIKEhoiKjI6QkpSWmJt/wGBwT094PCYV8fcNh8Q/YnFYt/XghDAhjse7Igf6DBDIXpeCEKCGSyeUVghlYNfCAhl1YILWEEFiwEFQILQQhFIIMS5jBCFXAgyAhcWAEFAIKgQe1MMzAhmGnMw7w8vT2+Pr8/wEDBQcJCw0PERMVFxkbHR8hIyUnKSstLzEzNTc5Oz0/QUNFR0lLTU9RU1VXWVtdX2FjZWdpa21vcXN1d3l7fX+Bg4WHiYuNj5GTlZeZm52foaOlp6mrra+xs7W3ubu9v8HDxcfJy83P0dPV19nb3d/h4+Xn6evt7/Hz9ff5+i7kinChId6sogoA=',
}

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
