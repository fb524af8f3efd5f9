import assert from 'node:assert/strict'
import { test } from 'node:test'

import { defaultLimits } from '../../../src/images/layers/layer.ts'
import { LayerScanner } from '../../../src/images/layers/layer-scanner.ts'
import { type Budget, budgetOfImage } from '../../../src/images/model-files/budget.ts'
import { openModelFile } from '../../../src/images/model-files/open.ts'
import type { ModelFileReport } from '../../../src/images/model-files/report.ts'
import { tar } from '../tar.ts'
import { bytes, callPickle, proto4, zip } from './build.ts'

function scanWith(shared: Budget, content: Buffer): ModelFileReport {
  const reader = openModelFile('model.pt', content.length, shared)
  reader.write(content)
  return reader.end()
}

/** A plain list of so many opcodes. */
function longPickle(operations: number): Buffer {
  return bytes(proto4, ']', 'N0'.repeat((operations - 3) / 2), '.')
}

test('files of one image share what may be unpacked, and what is over it is no clean one', () => {
  const shared = { ...budgetOfImage(), bytes: 3000, passed: 100 }
  const archive = zip({ name: 'a.txt', content: Buffer.alloc(1000, 'a'), isDeflated: true })
  const [first, second] = [scanWith(shared, archive), scanWith(shared, archive)]
  assert.equal(first.verdict, 'clean')
  const third = [scanWith(shared, archive), scanWith(shared, archive)].at(-1)
  assert.equal(second.verdict, 'clean')
  assert.deepEqual([third?.verdict, third?.unread[0]?.code], ['unknown', 'too-large'])
})

test('pickles of one image share their opcodes', () => {
  const shared = { ...budgetOfImage(), operations: 1500 }
  assert.equal(scanWith(shared, longPickle(1001)).verdict, 'clean')
  const { verdict, unread } = scanWith(shared, longPickle(1001))
  assert.equal(verdict, 'unknown')
  assert.match(unread[0]?.message ?? '', /took all the work that they may together/)
  assert.equal(shared.operations, 0)
})

test('what a file takes is the same in pieces and as a whole', () => {
  const [whole, pieces] = [budgetOfImage(), budgetOfImage()]
  const content = zip({ name: 'data.pkl', content: longPickle(1001), isDeflated: true })
  scanWith(whole, content)
  const reader = openModelFile('model.pt', content.length, pieces)
  for (const byte of content) reader.write(Buffer.of(byte))
  reader.end()
  assert.deepEqual(pieces, whole)
  assert.equal(budgetOfImage().operations - whole.operations, 1001)
})

test('where not all of an archive will be unpacked, pickles come first, and then what is small', () => {
  const archive = zip(
    { name: 'padding', content: Buffer.alloc(50_000, 'a'), isDeflated: true },
    { name: 'data.pkl', content: callPickle(), isDeflated: true },
    { name: 'notes.txt', content: Buffer.from('a short note'), isDeflated: true },
  )
  const report = scanWith({ ...budgetOfImage(), bytes: 10_000, passed: 100 }, archive)
  assert.equal(report.verdict, 'malicious')
  assert.deepEqual(
    report.members.map(({ path }) => path),
    ['data.pkl', 'notes.txt', 'padding'],
  )
  assert.ok(report.unread.some(({ code }) => code === 'too-large'))
})

test('models of a layer take from what those of its image may', () => {
  const shared = { ...budgetOfImage(), operations: 1500 }
  const scanner = new LayerScanner(defaultLimits, true, shared)
  scanner.write(tar(['a.pkl', 'b.pkl'].map((path) => ({ path, content: longPickle(1001) }))))
  const { models } = scanner.end(true)
  assert.deepEqual(
    [...models].map(([path, { verdict }]) => `${path} ${verdict}`),
    ['a.pkl clean', 'b.pkl unknown'],
  )
})
