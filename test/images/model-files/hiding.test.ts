import assert from 'node:assert/strict'
import { test } from 'node:test'

import { scanModelFile } from '../../../src/images/model-files/open.ts'
import type { ModelFileReport } from '../../../src/images/model-files/report.ts'
import { bytes, callPickle, numpyArray } from './build.ts'

// Files that loaders read all the same, and that a closer look alone tells.

function said({ findings }: ModelFileReport): string[] {
  return findings.map(({ id, severity }) => `${severity} ${id}`)
}

const hdf5 = '\x89HDF\r\n\x1a\n'
const png = '\x89PNG\r\n\x1a\n'
const lambda = JSON.stringify({ class_name: 'Lambda', config: {} })

test('HDF5 starts behind a block of the writer, whatever that looks like', () => {
  for (const front of ['# a text\n', '{"a": 1}', '\x7fELF', png, 'N.', '\0'])
    for (const size of [512, 1024, 4096]) {
      const file = bytes(front.padEnd(size, '\0'), hdf5, Buffer.alloc(100), lambda, Buffer.alloc(9))
      assert.deepEqual(said(scanModelFile('m', file)), ['high code-in-configuration'], front)
    }
  const beside = bytes(Buffer.alloc(600), hdf5, Buffer.alloc(100), lambda, Buffer.alloc(9))
  assert.deepEqual(said(scanModelFile('m', beside)), [])
})

test('a pickle that is HDF5 further on is a pickle, too', () => {
  const file = bytes(callPickle().toString('latin1').padEnd(512, '\0'), hdf5, Buffer.alloc(100), lambda)
  assert.deepEqual(said(scanModelFile('m', file)), [
    'critical dangerous-call',
    'medium hidden-pickle',
    'high code-in-configuration',
  ])
})

test('a model by its name that starts like a picture or a program is unknown', () => {
  for (const name of ['a.onnx', 'a.h5', 'a.pt', 'saved_model.pb'])
    for (const start of [png, '\x7fELF', 'GIF89a'])
      assert.equal(scanModelFile(name, bytes(start, Buffer.alloc(600))).verdict, 'unknown', name)
  assert.equal(scanModelFile('a.png', bytes(png, Buffer.alloc(600))).verdict, 'clean')
})

test('arrays hold objects where one part of their type says so', () => {
  const objects = callPickle('acme', 'run', 'x')
  for (const type of ['i4,O', 'O,i4', '2O', '(2,)O', 'i4, object', '|O8', 'O '])
    assert.deepEqual(said(scanModelFile('a.npy', numpyArray(type, objects))), ['medium unlisted-call'], type)
  for (const type of ['<i4', 'V8', 'U3', 'Offset', 'object_id', 'M8[ns]'])
    assert.equal(scanModelFile('a.npy', numpyArray(type, Buffer.alloc(8))).verdict, 'clean', type)
})

test('configurations are JSON as Python reads it', () => {
  const map = '"auto_map": {"AutoModel": "own.Model"}'
  const texts = [
    `${' '.repeat(500)}{${map}}`,
    `{${'\n'.repeat(500)}${map}}`,
    `{"a": NaN, "b": [-Infinity, Infinity], ${map}}`,
    `{"a": "NaN \\" Infinity", "b": NaN, ${map}}`,
  ]
  for (const text of texts)
    assert.deepEqual(said(scanModelFile('m/config.json', Buffer.from(text))), ['low custom-code'], text)
  const commented = scanModelFile('config.json', Buffer.from(`/* no JSON */ {${map}}`))
  assert.equal(commented.verdict, 'unknown')
})

test('blanks in HDF5 hide no configuration', () => {
  const padded = lambda.replace('{', `{${' '.repeat(200)}`).replace('{}', `{${' '.repeat(200)}}`)
  for (const text of [padded, lambda.replace('{}', '{"a": NaN}')])
    assert.deepEqual(said(scanModelFile('m', bytes(hdf5, Buffer.alloc(100), text, '\0'))), [
      'high code-in-configuration',
    ])
})

test('neither depth nor length of a configuration ends the scan', () => {
  const deep = `{"class_name": "Lambda", "config": ${'['.repeat(200_000)}${']'.repeat(200_000)}}`
  assert.deepEqual(said(scanModelFile('config.json', Buffer.from(deep))), ['high code-in-configuration'])
  const header = Buffer.from(JSON.stringify({ __metadata__: { long: 'x'.repeat(12_000_000) } }))
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(header.length))
  assert.equal(scanModelFile('m', bytes(length, header)).verdict, 'clean')
})

test('a sign that no text has does not hide what is run by its name', () => {
  const texts: readonly (readonly [string, string, string])[] = [
    ['chat_template.jinja', "{# \x01 #}{{ ''['__class__'] }}", 'critical template-escape'],
    ['config.pbtxt', '# \x01\nbackend: "python"\n', 'low custom-code'],
    ['m/code/net.py', '# \x01\ntorch.save(x, "/a")\n', 'high dangerous-operator'],
  ]
  for (const [name, text, finding] of texts)
    assert.deepEqual(said(scanModelFile(name, Buffer.from(text))), [finding], name)
})

test('whatever a template or YAML starts like, it is judged as one', () => {
  const template = "{{ ''['__class__'] }}"
  for (const start of [
    '{"a": 1}',
    '{"auto_map": 1}',
    '[1]',
    'GIF89a',
    "MZqFpD='".padEnd(64),
    'N.',
    'cos\nsystem\n.',
  ])
    assert.ok(
      said(scanModelFile('chat_template.jinja', bytes(start, template))).includes('critical template-escape'),
      start,
    )
  for (const text of ['{"x": !!python/object/apply:os.system [id]}', 'GIF89a: !apply:os.system [id]\n'])
    assert.deepEqual(said(scanModelFile('hparams.yaml', Buffer.from(text))), [
      'critical code-in-configuration',
    ])
})

test('configurations in the cache of Hugging Face are found behind blanks, too', () => {
  const blob = `hub/models--a--b/blobs/${'0123456789'.repeat(4)}`
  const text = `${' '.repeat(500)}{"auto_map": {"AutoModel": "own.Model"}}`
  assert.deepEqual(said(scanModelFile(blob, Buffer.from(text))), ['low custom-code'])
})

test('a text that is run and too long to be read is unknown', () => {
  const names = ['chat_template.jinja', 'config.pbtxt', 'm/code/net.py', 'MLmodel']
  const long = Buffer.alloc(2 ** 20 + 1, '#')
  for (const name of names) assert.equal(scanModelFile(name, long).verdict, 'unknown', name)
  assert.equal(scanModelFile('notes.txt', long).verdict, 'clean')
})
