import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'

import { scanModelFile } from '../../../src/images/model-files/open.ts'
import type { ModelFileReport } from '../../../src/images/model-files/report.ts'
import { tar } from '../tar.ts'
import { bytes, callPickle, numpyArray, proto4, tensorPickle, zip } from './build.ts'

const harmless = bytes(proto4, 'K\x01.')
const weapon = callPickle()

function scan(archive: Uint8Array): ModelFileReport {
  return scanModelFile('model', archive)
}

function said({ findings }: ModelFileReport): string[] {
  return findings.map(({ id, member }) => `${id} in ${member}`)
}

test('a torch archive is clean, and its members are told', () => {
  const report = scan(
    zip(
      { name: 'm/data.pkl', content: tensorPickle },
      { name: 'm/version', content: Buffer.from('3\n') },
      { name: 'm/data/0', content: Buffer.alloc(16, 7) },
    ),
  )
  assert.deepEqual([report.verdict, report.format, report.findings, report.unread], ['clean', 'zip', [], []])
  assert.deepEqual(
    report.members.map(({ path, format, size }) => `${path} ${format} ${size}`),
    [`m/data.pkl pickle ${tensorPickle.length}`, 'm/version text 2', 'm/data/0 other 16'],
  )
})

test('every member is scanned by its content', () => {
  for (const isDeflated of [false, true]) {
    const report = scan(zip({ name: 'readme.txt', content: weapon, isDeflated }))
    assert.deepEqual([report.verdict, said(report)], ['malicious', ['dangerous-call in readme.txt']])
  }
})

test('of two members with one name both are scanned', () => {
  const report = scan(zip({ name: 'a', content: harmless }, { name: 'a', content: weapon }))
  assert.deepEqual([...said(report)].sort(), ['dangerous-call in a', 'duplicate-member in '])
})

test('headers that lie hide nothing', () => {
  const lies = [
    { local: { name: 'b' } },
    { local: { crc: 1 } },
    { central: { crc: 1 } },
    { central: { flags: 1 } },
    { local: { flags: 0x20 } },
    { local: { size: 3 } },
    { local: { packedSize: 3 } },
    { central: { packedSize: 3 } },
    { central: { packedSize: 0xfffffff0 } },
    { central: { method: 8 } },
    { local: { method: 8 } },
    { local: { method: 99 } },
  ]
  for (const lie of lies) {
    const ids = said(scan(zip({ name: 'a', content: weapon, ...lie })))
    assert.equal(ids.includes('dangerous-call in a'), true, JSON.stringify(lie))
    assert.equal(ids.includes('archive-disagrees in '), true, JSON.stringify(lie))
  }
})

test('a member that the central directory keeps silent about is scanned', () => {
  const report = scan(zip({ name: 'a', content: harmless }, { name: 'b', content: weapon, isHidden: true }))
  assert.deepEqual([...said(report)].sort(), ['archive-disagrees in ', 'dangerous-call in b'])
})

test('an archive whose writer streamed tells its sizes behind the members, and is clean', () => {
  const streamed = { crc: 0, size: 0, packedSize: 0, flags: 8 }
  const report = scan(zip({ name: 'a', content: harmless, local: streamed, central: { flags: 8 } }))
  assert.deepEqual([report.verdict, report.findings], ['clean', []])
})

test('what is encrypted is unknown', () => {
  const noise = Buffer.from(Array.from({ length: 600 }, (_, at) => (at * 197 + 31 * (at >> 3)) & 0xff))
  const report = scan(
    zip({ name: 'a', content: noise, local: { flags: 1, crc: 7 }, central: { flags: 1, crc: 7 } }),
  )
  assert.deepEqual([report.verdict, report.unread[0]?.code], ['unknown', 'encrypted'])
})

test('a packing that is not unpacked is unknown', () => {
  const method = { method: 99 }
  const report = scan(zip({ name: 'a', content: harmless, local: method, central: method }))
  assert.deepEqual([report.verdict, report.unread[0]?.code], ['unknown', 'not-opened'])
})

test('bytes in front of an archive, and behind it, are scanned', () => {
  const archive = zip({ name: 'a', content: harmless })
  assert.equal(scan(bytes(weapon, archive)).verdict, 'malicious')
  assert.equal(scan(bytes('#!/bin/sh\n', zip({ name: 'a', content: weapon }))).verdict, 'malicious')
  assert.deepEqual(said(scan(bytes(archive, Buffer.alloc(40), weapon))), ['hidden-pickle in '])
})

test('a path that leads out of the folder is told', () => {
  const report = scan(zip({ name: '../../etc/cron.d/x', content: harmless }))
  assert.deepEqual([report.verdict, said(report)], ['malicious', ['unsafe-path in ']])
  const linked = scan(tar([{ path: 'a', flag: '2', linkPath: '/etc/passwd' }]))
  assert.deepEqual(said(linked), ['unsafe-path in '])
})

test('files in a tar archive are scanned', () => {
  const report = scan(
    tar([
      { path: 'storages', content: harmless },
      { path: 'pickle', content: weapon },
    ]),
  )
  assert.deepEqual([report.format, said(report)], ['tar', ['dangerous-call in pickle']])
})

test('a file that a tar archive stores with holes is not clean', () => {
  const pax = { 'GNU.sparse.major': '1', 'GNU.sparse.minor': '0' }
  const { verdict, unread } = scan(tar([{ path: 'a', content: harmless, pax }]))
  assert.deepEqual([verdict, unread[0]?.code], ['unknown', 'not-opened'])
})

test('archives within archives are scanned down to a bound', () => {
  let archive = zip({ name: 'x', content: weapon })
  for (let depth = 0; depth < 5; depth++) archive = zip({ name: `${depth}`, content: archive })
  assert.deepEqual(said(scan(archive)), ['dangerous-call in 4!3!2!1!0!x'])
  for (let depth = 5; depth < 9; depth++) archive = zip({ name: `${depth}`, content: archive })
  const deep = scan(archive)
  assert.deepEqual([deep.verdict, deep.unread[0]?.code], ['unknown', 'too-deep'])
})

test('packed pickles are scanned', () => {
  for (const pack of [gzipSync, deflateSync, zstdCompressSync]) {
    const report = scan(pack(weapon))
    assert.deepEqual([report.verdict, report.findings.length], ['malicious', 1])
  }
})

test('what a packed pickle does before its packing breaks is told', () => {
  const packed = gzipSync(
    bytes(weapon, Buffer.from(Array.from({ length: 5000 }, (_, at) => (at * at) & 0xff))),
  )
  const report = scan(packed.subarray(0, packed.length - 20))
  assert.deepEqual([report.verdict, report.unread[0]?.code], ['malicious', 'malformed'])
})

test('members that lie over each other do not multiply the work', () => {
  const content = Buffer.alloc(2 ** 20)
  const entry = zip({ name: 'a', content })
  const directoryAt = entry.lastIndexOf('PK\x01\x02')
  const one = entry.subarray(directoryAt, entry.lastIndexOf('PK\x05\x06'))
  const end = Buffer.from(entry.subarray(entry.lastIndexOf('PK\x05\x06')))
  end.writeUInt32LE(one.length * 2000, 12)
  end.writeUInt16LE(2000, 10)
  const report = scan(bytes(entry.subarray(0, directoryAt), ...Array.from({ length: 2000 }, () => one), end))
  assert.equal(
    report.unread.some(({ code }) => code === 'too-large'),
    true,
  )
})

test('a member that lies about its size does not use up what may be scanned', () => {
  const lie = { packedSize: 0xfffffff0, size: 0xfffffff0 }
  const report = scan(zip({ name: 'a', content: harmless, central: lie }, { name: 'b', content: weapon }))
  assert.equal(said(report).includes('dangerous-call in b'), true)
})

test('arrays of numbers are clean, arrays of objects are pickles', () => {
  assert.equal(scan(numpyArray('<f8', Buffer.alloc(8))).verdict, 'clean')
  assert.equal(scan(numpyArray('|O', harmless)).verdict, 'clean')
  assert.equal(scan(numpyArray('|O', weapon)).verdict, 'malicious')
  for (const hidden of ['\\x7c\\x4f', "|''O", "|' 'O"])
    assert.equal(scan(numpyArray(hidden, weapon)).verdict, 'malicious')
  assert.equal(scan(numpyArray('<f4', Buffer.from("O''O"))).verdict, 'clean')
  assert.equal(scan(zip({ name: 'a.npy', content: numpyArray('|O', weapon) })).verdict, 'malicious')
})

test('archives that are not opened are unknown', () => {
  for (const magic of ['7z\xbc\xaf\x27\x1c', 'Rar!\x1a\x07\x00', '\x04\x22\x4d\x18']) {
    const report = scan(bytes(magic, Buffer.alloc(100)))
    assert.deepEqual([report.verdict, report.unread[0]?.code], ['unknown', 'not-opened'])
  }
})
