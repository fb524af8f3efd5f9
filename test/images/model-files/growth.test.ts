// Files that somebody made to take long: twice the bytes take about twice the time, whatever they consist of.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'

import { scanModelFile } from '../../../src/images/model-files/open.ts'
import { isSuperlinear } from '../../growth.ts'
import { bytes, call, name, proto4, zip } from './build.ts'

const repeated = (unit: string | Uint8Array, size: number): Buffer => {
  const one = bytes(unit)
  return Buffer.alloc(Math.ceil(size / one.length) * one.length, one)
}

const pickleUnits: Readonly<Record<string, Uint8Array | string>> = {
  marks: '(',
  values: 'N0',
  doubling: '2\x86',
  'mark and pop': '(N1',
  'empty lists': ']\x94',
  'memo with holes': 'Nr\xff\xff\xff\x7f0',
  'named memo': 'Np123456\n0',
  missing: 'h\x050',
  calls: bytes(call('os', 'system', 'id'), '0'),
  'unknown calls': bytes(call('acme', 'f', 'id'), '0'),
  'allowed calls': bytes(name('collections', 'OrderedDict'), ')R0'),
  names: 'cacme\nf\n0',
  states: bytes(name('collections', 'OrderedDict'), ')R}b0'),
  'one object, many states': '}b',
  persistent: 'NQ0',
  extensions: '\x82\x010',
  numbers: 'I12345678901234567890\n0',
  backslashes: `V${'\\'.repeat(5000)}\n0`,
  quotes: `S${"'".repeat(5000)}\n0`,
  'long numbers': bytes(0x8b, 0, 16, 0, 0, Buffer.alloc(4096, 0x7f), '0'),
  stops: 'N.',
  arrays: bytes(name('joblib.numpy_pickle', 'NumpyArrayWrapper'), ')\x81}b0'),
}

for (const [what, unit] of Object.entries(pickleUnits))
  test(`pickles of ${what}`, () => {
    const start = bytes(proto4, name('collections', 'OrderedDict'), ')R')
    const run = (size: number): void => void scanModelFile('m', bytes(start, repeated(unit, size)))
    assert.equal(isSuperlinear(run, 2 ** 18), false)
  })

const otherUnits: Readonly<Record<string, string>> = {
  'starts of pickles': '\x80\x04N',
  'lookups of pickles': 'cos\nsystem\n',
  'lookups with marks': '(cos\nsystem\n',
  words: 'c',
  'short texts': '\x8c\x02os',
  'ends of archives': 'PK\x05\x06',
  'members of archives': `PK\x03\x04${'\0'.repeat(26)}`,
  'listed members': `PK\x01\x02${'\0'.repeat(42)}`,
}

for (const [what, unit] of Object.entries(otherUnits))
  test(`other bytes of ${what}`, () => {
    const run = (size: number): void => void scanModelFile('m', bytes('\xff\xfe\0\x01', repeated(unit, size)))
    assert.equal(isSuperlinear(run, 2 ** 18), false)
  })

const hdf5Units: Readonly<Record<string, string>> = {
  openings: '{"',
  'nested objects': '{"a":',
  'short runs': `${'{"'.repeat(60)}\x01`,
  'whole objects': '{"a":{"class_name":"Lambda"}}\0',
}

for (const [what, unit] of Object.entries(hdf5Units))
  test(`HDF5 of ${what}`, () => {
    const run = (size: number): void =>
      void scanModelFile('m', bytes('\x89HDF\r\n\x1a\n\0', repeated(unit, size)))
    assert.equal(isSuperlinear(run, 2 ** 18), false)
  })

const templateUnits = [
  '{{',
  '{{ a }}',
  '{% if a %}',
  '{{ a.b',
  "{{ '",
  '(',
  "{{ 'a' ~ 'b' }}",
  '{#',
  "'a' ~ ",
  'a.',
  '{%- ',
  '-}}',
  '\\',
]

for (const unit of templateUnits)
  test(`templates of ${JSON.stringify(unit)}`, () => {
    const run = (size: number): void => {
      const template = `{{ ${unit.repeat(Math.ceil(size / unit.length))} }}`
      scanModelFile('tokenizer_config.json', Buffer.from(JSON.stringify({ chat_template: template })))
    }
    assert.equal(isSuperlinear(run, 2 ** 15), false)
  })

test('archives of many members', () => {
  const run = (count: number): void => {
    const entries = Array.from({ length: count }, (_, at) => ({
      name: `a${at}`,
      content: Buffer.from('\x80\x04N.', 'latin1'),
    }))
    scanModelFile('m', zip(...entries))
  }
  assert.equal(isSuperlinear(run, 2_000), false)
})

test('packed bytes that break late', () => {
  const run = (size: number): void => {
    const packed = gzipSync(Buffer.alloc(size * 64, 'abc'))
    scanModelFile('m', packed.subarray(0, packed.length - 12))
  }
  assert.equal(isSuperlinear(run, 2 ** 14), false)
})
