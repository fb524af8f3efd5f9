// Python reads JSON from more encodings than UTF-8, and so do those who load models.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { decodeJson } from '../../../src/images/model-files/formats/json-text.ts'
import { scanModelFile } from '../../../src/images/model-files/open.ts'
import { zip } from './build.ts'

const config = JSON.stringify({
  class_name: 'Sequential',
  config: { layers: [{ class_name: 'Lambda', config: { function: ['4wEAAA==', null, null] } }], name: 'ä😀' },
})

function wide(text: string, write: (bytes: Buffer, point: number, at: number) => unknown): Buffer {
  const points = [...text].map((each) => each.codePointAt(0) ?? 0)
  const bytes = Buffer.alloc(4 * points.length)
  for (const [index, point] of points.entries()) write(bytes, point, 4 * index)
  return bytes
}

const encodings: Readonly<Record<string, (text: string) => Buffer>> = {
  utf8: (text) => Buffer.from(text),
  'utf16-le': (text) => Buffer.from(text, 'utf16le'),
  'utf16-be': (text) => Buffer.from(text, 'utf16le').swap16(),
  'utf32-le': (text) => wide(text, (bytes, point, at) => bytes.writeUInt32LE(point, at)),
  'utf32-be': (text) => wide(text, (bytes, point, at) => bytes.writeUInt32BE(point, at)),
}

for (const [name, encode] of Object.entries(encodings)) {
  test(`a configuration in ${name} is judged, with a mark and without`, () => {
    for (const text of [config, `\ufeff${config}`]) {
      assert.equal(decodeJson(encode(text)), config)
      assert.equal(
        scanModelFile('model.keras', zip({ name: 'config.json', content: encode(text) })).verdict,
        'malicious',
      )
    }
  })
}

test('bytes that end within a character are no fault', () => {
  assert.equal(decodeJson(Buffer.from('7b0022', 'hex')), '{')
  assert.equal(decodeJson(Buffer.from('007b00', 'hex')), '{')
  assert.equal(decodeJson(Buffer.from('0000007bff', 'hex')), '{')
  assert.equal(decodeJson(Buffer.alloc(0)), '')
})
