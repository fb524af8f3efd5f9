// An archive that goes by has to show what one that is held shows, whatever the pieces that it comes in.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import * as fc from 'fast-check'

import { Input } from '../../../src/images/model-files/reading.ts'
import { collectZip } from '../../../src/images/model-files/zip/collect.ts'
import { readZip, type ZipArchive } from '../../../src/images/model-files/zip/members.ts'
import { type Ranges, wholeRange } from '../../../src/images/archive/ranges.ts'
import { bytes, callPickle, zip, type ZipEntry } from './build.ts'

const weights = Buffer.alloc(5000, 0xff)

const contents = [
  callPickle(),
  Buffer.from('PK'),
  Buffer.from('P'),
  Buffer.from('{"a": 1}'),
  weights,
  bytes('{"a": "', Buffer.alloc(9000, 'PK'), '"}'),
]

const entry: fc.Arbitrary<Omit<ZipEntry, 'name'>> = fc.record({
  content: fc.constantFrom(...contents),
  isDeflated: fc.boolean(),
  local: fc.constantFrom({}, { flags: 8, crc: 0, size: 0, packedSize: 0 }),
})

function collect(file: Buffer, piece: number): Ranges {
  const input = new Input(file.length)
  const reading = collectZip(input, () => assert.fail('Nothing here is that long.'))
  for (let at = 0; at < file.length; at += piece) {
    input.push(Buffer.from(file.subarray(at, at + piece)))
    reading.next()
    input.settle()
  }
  input.end()
  const { value } = reading.next()
  if (value === undefined) throw new Error('The archive did not end.')
  return value.ranges
}

function shown({ members }: Pick<ZipArchive, 'members'>): string[] {
  return members.map(({ name, local, dataAt, packedSize }) => `${name} ${local?.at} ${dataAt} ${packedSize}`)
}

/** More than is kept of the end of a file, whatever it holds. */
const filler = { name: 'filler', content: Buffer.alloc(9 * 2 ** 20, 0xff) }

test('every member of an archive that goes by is seen, and those that tell are kept', () => {
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 12 }), fc.integer({ min: 1, max: 9000 }), (entries, piece) => {
      const named = entries.map((each, at) => ({ ...each, name: `m${at}` }))
      const file = zip(...named, filler)
      const ranges = collect(file, Math.max(piece, 200))
      const { members } = readZip(ranges)
      assert.deepEqual(shown({ members }), shown(readZip(wholeRange(file))))
      for (const [at, { dataAt, packedSize }] of members.slice(0, named.length).entries()) {
        const isWeights = named[at]?.content === weights
        const kept = ranges.bytes(dataAt, packedSize)
        if (!isWeights) assert.deepEqual(kept, file.subarray(dataAt, dataAt + packedSize))
      }
    }),
    { numRuns: 60 },
  )
})
