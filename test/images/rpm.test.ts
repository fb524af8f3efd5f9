// rpm's databases against what rpm itself lists of them, and databases made by hand.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import * as fc from 'fast-check'

import { isBerkeley } from '../../src/images/inventory/rpm/berkeley.ts'
import { parseRpmHeader } from '../../src/images/inventory/rpm/header.ts'
import { blobsInNdb } from '../../src/images/inventory/rpm/ndb.ts'
import { readRpm } from '../../src/images/inventory/rpm/reader.ts'
import { hasRpmDatabases, measureRpm, readRpmDatabase, rpmDatabases } from '../conformance/images/rpmdb.ts'

const skip = hasRpmDatabases() ? false : 'no labelled cases here'

for (const database of rpmDatabases) {
  test(`${database[0]} holds what rpm lists`, { skip }, () => {
    const { answers, disagreements } = measureRpm([database])
    assert.ok(answers > 0)
    assert.deepEqual(disagreements, [])
  })
}

test('damaged databases say so, whatever is damaged', { skip }, () => {
  for (const [file] of rpmDatabases) {
    const bytes = readRpmDatabase(file)
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 20 }),
        fc.nat(bytes.length),
        (changes, length) => {
          const damaged = Buffer.from(bytes)
          for (const [at, value] of changes) damaged[at] = value
          for (const some of [damaged, damaged.subarray(0, length)]) {
            const { packages, faults } = readRpm({ path: 'var/lib/rpm/Packages', bytes: some })
            assert.ok(faults.length <= 1 && packages.every(({ name }) => typeof name === 'string'))
          }
        },
      ),
      { numRuns: 60 },
    )
  }
})

/** A header of texts alone. */
function headerOf(texts: Readonly<Record<number, string>>): Buffer {
  const store = Buffer.from(`${Object.values(texts).join('\0')}\0`)
  const index = Buffer.alloc(8 + Object.keys(texts).length * 16)
  index.writeUInt32BE(Object.keys(texts).length, 0)
  index.writeUInt32BE(store.length, 4)
  let offset = 0
  for (const [at, [tag, text]] of Object.entries(texts).entries()) {
    const place = 8 + at * 16
    for (const [part, value] of [Number(tag), 6, offset, 1].entries())
      index.writeUInt32BE(value, place + part * 4)
    offset += text.length + 1
  }
  return Buffer.concat([index, store])
}

const bash = headerOf({
  1000: 'bash',
  1001: '5.2',
  1002: '1.el9',
  1022: 'x86_64',
  1044: 'bash-5.2-1.el9.src.rpm',
})

/** rpm's own format, with one page of slots. */
function ndbOf(headers: readonly Buffer[]): Buffer {
  const slots = Buffer.alloc(4096)
  slots.write('RpmP')
  slots.writeUInt32LE(1, 12)
  for (let at = 32; at < 4096; at += 16) slots.write('Slot', at)
  const blobs: Buffer[] = []
  let block = 4096 / 16
  for (const [index, header] of headers.entries()) {
    const blob = Buffer.alloc(Math.ceil((header.length + 28) / 16) * 16)
    blob.write('BlbS')
    blob.writeUInt32LE(index + 1, 4)
    blob.writeUInt32LE(header.length, 12)
    header.copy(blob, 16)
    slots.writeUInt32LE(index + 1, 36 + index * 16)
    slots.writeUInt32LE(block, 40 + index * 16)
    block += blob.length / 16
    blobs.push(blob)
  }
  return Buffer.concat([slots, ...blobs])
}

test('the format of SUSE is read, too', () => {
  const bytes = ndbOf([bash, headerOf({ 1000: 'gpg-pubkey', 1001: '1', 1002: '2' })])
  assert.equal([...blobsInNdb(bytes)].length, 2)
  assert.deepEqual(readRpm({ path: 'usr/lib/sysimage/rpm/Packages.db', bytes }).packages, [
    {
      kind: 'rpm',
      name: 'bash',
      version: '5.2-1.el9',
      arch: 'x86_64',
      source: { name: 'bash', version: '5.2-1.el9' },
      file: 'usr/lib/sysimage/rpm/Packages.db',
    },
  ])
  const cut = readRpm({ path: 'x', bytes: bytes.subarray(0, 4200) })
  assert.match(cut.faults[0]?.message ?? '', /package 1 is cut short/)
})

test('headers that lie over each other end a database', () => {
  const bytes = ndbOf([bash])
  // Every slot names the same package.
  for (let at = 48; at < 4096; at += 16) bytes.copy(bytes, at, 32, 48)
  const { packages, faults } = readRpm({ path: 'x', bytes })
  assert.ok(packages.length < 50)
  assert.match(faults[0]?.message ?? '', /lie over each other/)
})

test('values that share their pages end a database of Berkeley DB', () => {
  const bytes = Buffer.alloc(3 * 512)
  bytes.writeUInt32LE(0x00061561, 12)
  bytes.writeUInt32LE(512, 20)
  const [page, overflow] = [bytes.subarray(512, 1024), bytes.subarray(1024)]
  page.writeUInt8(13, 25)
  page.writeUInt16LE(200, 20)
  // Every value lies elsewhere: 64 MB in a page that goes on in itself.
  for (let index = 0; index < 200; index++) page.writeUInt16LE(480, 26 + index * 2)
  page.writeUInt8(3, 480)
  page.writeUInt32LE(2, 484)
  page.writeUInt32LE(2 ** 26, 488)
  overflow.writeUInt8(7, 25)
  overflow.writeUInt16LE(400, 22)
  overflow.writeUInt32LE(2, 16)
  assert.match(readRpm({ path: 'x', bytes }).faults[0]?.message ?? '', /pages have several places/)
})

test('what is no database, and a header that is none, are told', () => {
  assert.match(
    readRpm({ path: 'x', bytes: Buffer.from('hello') }).faults[0]?.message ?? '',
    /no known format/,
  )
  assert.equal(isBerkeley(Buffer.alloc(100)), false)
  assert.equal(parseRpmHeader(Buffer.alloc(4)), undefined)
  assert.equal(parseRpmHeader(Buffer.alloc(40, 0xff)), undefined)
  assert.match(
    readRpm({ path: 'x', bytes: ndbOf([Buffer.alloc(64)]) }).faults[0]?.message ?? '',
    /a header is none/,
  )
})

test('a header alone is read as claircore’s tests have it', { skip }, () => {
  const header = parseRpmHeader(readRpmDatabase('claircore-package.header'))
  assert.ok(header !== undefined && header.name !== '' && header.files.length > 0)
})
