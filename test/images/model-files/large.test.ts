// Files that are too large to be held: what is said of them, and what is kept.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'

import { openModelFile, scanModelFile } from '../../../src/images/model-files/open.ts'
import type { ModelFileReport } from '../../../src/images/model-files/report.ts'
import { tar } from '../tar.ts'
import { bytes, call, callPickle, numpyArray, proto4, tensorPickle, zip, type ZipEntry } from './build.ts'

const large = 66 * 2 ** 20
const piece = 2 ** 16
const mostHeld = 160 * 2 ** 20

/** Numbers as weights have them: no value is missing, and none comes up often. */
const weights = Buffer.alloc(large)
for (let at = 0, state = 1; at < large; at += 4) {
  state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
  weights.writeUInt32LE((state ^ (state >>> 13)) >>> 0, at)
}

interface Streamed {
  readonly report: ModelFileReport
  /** Bytes that were taken before no more were wanted. */
  readonly taken: number
  readonly held: number
}

/** Writes every piece from one buffer, as a reader of files does. */
function stream(file: Buffer, name = 'model'): Streamed {
  const before = process.memoryUsage().arrayBuffers
  const reader = openModelFile(name, file.length)
  const shared = Buffer.alloc(piece)
  let [taken, held] = [0, 0]
  while (taken < file.length && reader.wants) {
    const length = file.copy(shared, 0, taken, taken + piece)
    reader.write(shared.subarray(0, length))
    taken += length
    if (taken % (piece * 64) === 0) held = Math.max(held, process.memoryUsage().arrayBuffers - before)
  }
  return { report: reader.end(), taken, held }
}

function said({ findings }: ModelFileReport): string[] {
  return findings.map(({ id, member }) => `${id} in ${member}`)
}

test('weights of a torch archive are not kept, and what it runs is told', () => {
  for (const [pickle, verdict] of [
    [tensorPickle, 'clean'],
    [callPickle(), 'malicious'],
  ] as const) {
    const { report, held } = stream(
      zip({ name: 'm/data/0', content: weights }, { name: 'm/data.pkl', content: pickle }),
    )
    assert.deepEqual([report.verdict, report.unread, held < mostHeld], [verdict, [], true])
  }
})

test('members whose size is told behind them are found', () => {
  const streamed = { crc: 0, size: 0, packedSize: 0, flags: 8 }
  const file = zip(
    { name: 'm/data.pkl', content: callPickle(), local: streamed, central: { flags: 8 } },
    { name: 'm/data/0', content: weights, local: streamed, central: { flags: 8 } },
    { name: 'm/x', content: callPickle('nt'), isDeflated: true, local: streamed, central: { flags: 8 } },
  )
  assert.deepEqual(said(stream(file).report), ['dangerous-call in m/data.pkl', 'dangerous-call in m/x'])
})

test('programs and pictures in a large archive are left out, unless they are pickles, too', () => {
  const program = { name: 'a.class', content: bytes('\xca\xfe\xba\xbe', weights.subarray(0, 2 ** 20)) }
  const both = { name: 'b.gif', content: bytes('GIF89abcd', "cos\nsystem\n(S'id'\ntR.") }
  const { report } = stream(zip(program, both, { name: 'w', content: weights }))
  assert.deepEqual([said(report), report.unread], [['dangerous-call in b.gif'], []])
})

test('what does not fit is unknown, and accuses nobody', () => {
  const content = bytes('{"a": "', weights.toString('hex', 0, 2 ** 22), '"}')
  const members = Array.from({ length: 10 }, (_, at) => ({ name: `${at}.json`, content }))
  const { report } = stream(zip(...members))
  assert.deepEqual([report.verdict, said(report)], ['unknown', []])
})

test('a member that tells and is too large is unknown', () => {
  const content = bytes('{"a": "', Buffer.alloc(large, 0x61), '"}')
  const { report, held } = stream(zip({ name: 'config.json', content }))
  assert.deepEqual([report.verdict, report.unread[0]?.code, held < mostHeld], ['unknown', 'too-large', true])
})

test('a pickle of any size is run to its end', () => {
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(large))
  const start = bytes(proto4, 0x8e, length)
  const clean = stream(Buffer.concat([start, weights, Buffer.from('.')]))
  assert.deepEqual(
    [clean.report.verdict, clean.report.format, clean.held < mostHeld],
    ['clean', 'pickle', true],
  )
  const weapon = stream(
    Buffer.concat([start, weights, Buffer.from('0'), call('os', 'system', 'id'), Buffer.from('.')]),
  )
  assert.deepEqual(said(weapon.report), ['dangerous-call in '])
})

test('a pickle without a protocol that starts with a long text is one', () => {
  const line = bytes('V', Buffer.alloc(100_000, 0x61), '\n0', call('os', 'system', 'id'), '.')
  assert.equal(stream(line).report.verdict, 'malicious')
  assert.equal(stream(Buffer.concat([line, weights])).report.verdict, 'malicious')
})

test('files in a large tar archive are scanned', () => {
  const file = tar([
    { path: 'weights', content: weights },
    { path: 'model.ckpt', content: zip({ name: 'a', content: callPickle() }) },
  ])
  const { report, held } = stream(file)
  assert.deepEqual([said(report), held < mostHeld], [['dangerous-call in model.ckpt!a'], true])
})

test('no more is wanted of an array of numbers than its start', () => {
  const { report, taken } = stream(numpyArray('<f8', weights))
  assert.deepEqual([report.verdict, taken < large / 4], ['clean', true])
})

test('an archive behind a large program is opened', () => {
  const { report } = stream(bytes('\x7fELF', weights, zip({ name: 'a', content: callPickle() })))
  assert.deepEqual([report.format, said(report)], ['executable', ['dangerous-call in a']])
})

test('what a packed file grows to is scanned as it goes by', () => {
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(large))
  const start = bytes(proto4, 0x8e, length)
  for (const [rest, verdict] of [
    [bytes('.'), 'clean'],
    [bytes('0', call('os', 'system', 'id'), '.'), 'malicious'],
  ] as const) {
    const packed = gzipSync(Buffer.concat([start, Buffer.alloc(large, 'weights '), rest]), { level: 1 })
    const { report, held } = stream(packed)
    assert.deepEqual([report.verdict, report.unread, held < mostHeld], [verdict, [], true])
    assert.deepEqual(report.members, [
      { path: '(gzip)', format: 'pickle', size: start.length + large + rest.length },
    ])
  }
})

test('a packed member that grows is scanned as it goes by', () => {
  const array = numpyArray('<f8', Buffer.alloc(large))
  const clean = stream(zip({ name: 'a.npy', content: array, isDeflated: true }))
  assert.deepEqual([clean.report.verdict, clean.report.members[0]?.format], ['clean', 'numpy'])
  const long = bytes(proto4, 0x8e, Buffer.from([0, 0, 0, 5, 0, 0, 0, 0]), Buffer.alloc(5 * 2 ** 24), '0')
  const weapon = zip({ name: 'a', content: bytes(long, call('os', 'system', 'id'), '.'), isDeflated: true })
  assert.deepEqual(said(stream(weapon).report), ['dangerous-call in a'])
})

test('what grows without end is cut off, and unknown', () => {
  const one = gzipSync(Buffer.alloc(2 ** 24))
  const report = scanModelFile('bomb', Buffer.concat(Array.from({ length: 70 }, () => one)))
  assert.deepEqual([report.verdict, report.unread[0]?.code], ['unknown', 'too-large'])
})

test('what is packed and too large is unknown, and its start is scanned', () => {
  const { report } = stream(bytes('(\xb5/\xfd', weights))
  assert.equal(report.verdict, 'unknown')
})

test('a pickle of an archive that is too long to be held is judged as it goes by', () => {
  const filler = bytes('B', Buffer.of(0, 0, 0, 4), weights.subarray(0, 2 ** 26), '0')
  const pickleOf = (end: Buffer): Buffer => bytes(proto4, filler, end)
  for (const [end, verdict] of [
    [bytes('N.'), 'clean'],
    [bytes(call('os', 'system', 'id'), '.'), 'malicious'],
  ] as const) {
    const archive = zip(
      { name: 'm/data.pkl', content: pickleOf(end) },
      { name: 'm/version', content: bytes('3') },
    )
    const { report, held } = stream(archive)
    assert.deepEqual([report.verdict, report.unread, held < mostHeld], [verdict, [], true])
    assert.deepEqual(
      report.members.map(({ path }) => path),
      ['m/data.pkl', 'm/version'],
    )
  }
})

test('of a long pickle that goes by, headers that lie and a wrong checksum are told', () => {
  const filler = bytes('B', Buffer.of(0, 0, 0, 4), weights.subarray(0, 2 ** 26), '0')
  const content = bytes(proto4, filler, 'N.')
  const messages = (entry: ZipEntry): string[] =>
    stream(zip(entry)).report.findings.map(({ message }) => message)
  const wrong = { crc: 1 }
  assert.match(
    messages({ name: 'a', content, local: wrong, central: wrong }).join(),
    /checksum of "a" is wrong/,
  )
  const marked = { flags: 1 }
  assert.match(messages({ name: 'a', content, local: marked, central: marked }).join(), /marked as encrypted/)
  const { report } = stream(zip({ name: 'a', content, central: { packedSize: content.length - 1 } }))
  assert.deepEqual([report.verdict, report.unread.map(({ code }) => code)], ['suspicious', ['too-large']])
})
