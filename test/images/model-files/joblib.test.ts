import assert from 'node:assert/strict'
import { test } from 'node:test'

import { scanModelFile } from '../../../src/images/model-files/open.ts'
import { bytes, name, proto4, text } from './build.ts'

// Arrays of joblib that hold objects are pickles of their own, with a memo of their own: read as opcodes of the pickle
// around them, this one makes an OrderedDict, and no loader does that.

const memo = bytes(text('collections'), '\x94', text('OrderedDict'), '\x94', '00')
const weapon = bytes(
  proto4,
  text('os'),
  '\x94',
  text('system'),
  '\x94',
  '00',
  'h\x00h\x01\x93',
  text('id'),
  '\x85R.',
)

function dtype(code: string, state: string | Uint8Array = ''): Buffer {
  return bytes(name('numpy', 'dtype'), text(code), '\x89\x88\x87R', state)
}

function array(...types: Uint8Array[]): Buffer {
  const keys = types.map((type) => bytes(text('dtype'), type))
  return bytes(
    proto4,
    memo,
    name('joblib.numpy_pickle', 'NumpyArrayWrapper'),
    ')\x81}(',
    text('shape'),
    'K\x01\x85',
    ...keys,
    'ub',
  )
}

function verdictOf(front: Uint8Array, elements: Uint8Array): string {
  return scanModelFile('m.joblib', bytes(front, elements, '.')).verdict
}

/** The state of a type of one field, as numpy pickles it. */
function fieldOf(type: Uint8Array): Buffer {
  return bytes('(K\x03', text('|'), 'N', text('a'), '\x85}', text('a'), type, 'K\x00\x86sK\x08K\x01K\x1btb')
}

test('objects in an array of joblib are found in any part of its type', () => {
  const types = ['O8', '|O', 'object', 'i4,O', '2O'].map((code) => dtype(code))
  for (const type of [...types, dtype('V8', fieldOf(dtype('O8')))])
    assert.equal(verdictOf(array(type), weapon), 'malicious')
})

test('of two types of an array the later one holds', () => {
  assert.equal(verdictOf(array(dtype('f8'), dtype('O8')), weapon), 'malicious')
  assert.equal(verdictOf(array(dtype('O8'), dtype('f8')), Buffer.alloc(8, 0xff)), 'clean')
})

test('numbers in an array of joblib are clean', () => {
  for (const type of [dtype('f8'), dtype('M8'), dtype('V8', fieldOf(dtype('i8')))])
    assert.equal(verdictOf(array(type), Buffer.alloc(8, 0xff)), 'clean')
})

test('an array of joblib that does not tell what it holds is not clean', () => {
  assert.equal(verdictOf(array(dtype('float64')), Buffer.alloc(8, 0xff)), 'unknown')
  assert.equal(verdictOf(array(), Buffer.alloc(8, 0xff)), 'unknown')
})

test('a type that is made of itself again and again is looked at once', () => {
  const doubled = '2\x86'.repeat(10_000)
  const state = bytes('(K\x03', text('|'), 'NN}', doubled, 'K\x08K\x01K\x1btb')
  assert.equal(verdictOf(array(dtype('V8', state)), Buffer.alloc(8, 0xff)), 'clean')
})
