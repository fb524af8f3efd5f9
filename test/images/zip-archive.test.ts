// Archives of records: read to their end, or refused.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import * as fc from 'fast-check'

import { readZip } from '../../src/images/archive/read-zip.ts'
import { OpenError } from '../../src/images/blobs/open-error.ts'
import { folderWith } from '../sources/folder.ts'
import { zip } from './model-files/build.ts'

const limits = { members: 10, memberBytes: 1000, bytes: 2000 }
const member = (name: string, size = 10): { name: string; content: Buffer; isDeflated: true } => ({
  name,
  content: Buffer.alloc(size, name),
  isDeflated: true,
})

function readAll(path: string, bounds: typeof limits = limits): string[] {
  return [...readZip(path, bounds)].map(({ name, bytes }) => `${name} ${bytes.length}`)
}

test('members come in their order, packed or stored, and folders are none', (t) => {
  const stored = { name: 'b', content: Buffer.from('b') }
  const folder = folderWith(t, {
    'a.zip': zip(member('a'), stored, { name: 'c/', content: Buffer.alloc(0) }),
  })
  assert.deepEqual(readAll(join(folder, 'a.zip')), ['a 10', 'b 1'])
})

test('what is too much, encrypted, cut off, overlapping or packed in another way is refused', (t) => {
  const cases: readonly (readonly [archive: Buffer, why: RegExp])[] = [
    [zip(...Array.from({ length: 11 }, (_, index) => member(`${index}`))), /more than 10 members/],
    [zip(member('a', 1001)), /too large/],
    [zip(member('a', 999), member('b', 999), member('c', 999)), /too large/],
    [zip({ ...member('a'), central: { flags: 1 } }), /encrypted/],
    [zip({ ...member('a'), central: { method: 12 } }), /in a way that is not read/],
    [zip({ ...member('a'), central: { packedSize: 100_000 } }), /longer than itself/],
    [zip(member('a')).subarray(0, 40), /cut off/],
    [Buffer.from('PK\x03\x04'), /cut off/],
  ]
  for (const [archive, why] of cases) {
    const folder = folderWith(t, { 'a.zip': archive })
    assert.throws(() => readAll(join(folder, 'a.zip')), why)
  }
})

test('whatever is changed in an archive, it is read or refused, and never more comes than may', (t) => {
  const archive = zip(member('a', 300), member('b', 300))
  const path = join(folderWith(t, {}), 'a.zip')
  const change = fc.tuple(fc.nat(archive.length - 1), fc.nat(255))
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
      const broken = Buffer.from(archive)
      for (const [at, byte] of changes) broken[at] = byte
      writeFileSync(path, broken)
      try {
        for (const { bytes } of readZip(path, limits)) assert.ok(bytes.length <= limits.memberBytes)
      } catch (error) {
        assert.ok(error instanceof OpenError, String(error))
      }
    }),
  )
})
