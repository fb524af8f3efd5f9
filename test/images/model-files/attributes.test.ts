// What a pickle sets on objects, written in ways that are not seen at first sight.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { scanModelFile } from '../../../src/images/model-files/open.ts'
import type { ModelFileReport } from '../../../src/images/model-files/report.ts'
import { bytes, name, proto4, text } from './build.ts'

function scan(...parts: readonly (string | Uint8Array | number)[]): ModelFileReport {
  return scanModelFile('model.bin', bytes(...parts))
}

test('attributes count however they are written', () => {
  const made = bytes(name('sklearn.pipeline', 'Pipeline'), ')\x81')
  const key = text('__setstate__')
  const ordered = bytes(name('collections', 'OrderedDict'), ')R')
  const many = Array.from({ length: 600 }, (_, index) => bytes(text(`k${index}`), 'N'))
  assert.equal(scan(proto4, made, ordered, key, 'Nsb.').verdict, 'suspicious')
  assert.equal(scan(proto4, made, '}', name('builtins', 'str'), key, '\x85RNsb.').verdict, 'suspicious')
  assert.equal(scan(proto4, made, '}(', ...many, key, 'Nub.').verdict, 'malicious')
  assert.equal(scan(proto4, made, '(', ...many, key, 'Ndb.').verdict, 'malicious')
  assert.equal(scan(proto4, made, '}(', ...many, 'ub.').verdict, 'clean')
})

test('states of tables are no attributes, and a scalar may be a name', () => {
  const table = bytes(name('pandas.core.arrays.categorical', 'Categorical'), ')\x81')
  const type = bytes(name('pandas', 'CategoricalDtype'), ')R')
  const array = bytes(
    name('numpy.core.multiarray', '_reconstruct'),
    name('numpy', 'ndarray'),
    ')',
    text('b'),
    '\x87R',
  )
  assert.equal(scan(proto4, table, type, array, '\x86b.').verdict, 'clean')
  const scalar = bytes(name('numpy.core.multiarray', 'scalar'), 'N', text('__setstate__'), '\x86R')
  assert.equal(scan(proto4, table, '}', scalar, 'Nsb.').verdict, 'suspicious')
})

test('a state that the memo lost is not taken for a plain one', () => {
  const made = bytes(name('sklearn.pipeline', 'Pipeline'), ')\x81')
  const filled = Array.from({ length: 50_000 }, () => bytes(']\x940'))
  const state = bytes('}', text('__setstate__'), 'Ns\x940j\x50\xc3\x00\x00b.')
  assert.equal(scan(proto4, made, ...filled, state).verdict, 'suspicious')
})

test('what is filled as a list or a set calls a method that an attribute may replace', () => {
  const made = bytes(name('sklearn.pipeline', 'Pipeline'), ')\x81}')
  const called = name('sklearn.utils.discovery', 'import_module')
  for (const [method, fill] of [
    ['append', 'a.'],
    ['extend', 'e.'],
    ['add', '\x90.'],
  ] as const) {
    const items = bytes(fill === 'a.' ? '' : '(', text('antigravity'), fill)
    assert.equal(scan(proto4, made, text(method), called, 'sb', items).verdict, 'suspicious', method)
  }
  assert.equal(scan(proto4, name('collections', 'deque'), ')R(K\x01K\x02e.').verdict, 'clean')
})
