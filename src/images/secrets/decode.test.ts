import assert from 'node:assert/strict'
import { test } from 'node:test'

import { decodeText } from './decode.ts'

const text = 'TOKEN=ä\r\n'

test('UTF-8', () => assert.equal(decodeText(Buffer.from(text)), text))
test('UTF-16 as Windows writes it', () =>
  assert.equal(decodeText(Buffer.from(`\ufeff${text}`, 'utf16le')), text))
test('UTF-16 the other way round, cut off', () => {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le').swap16()
  assert.equal(decodeText(Buffer.concat([bytes, Buffer.from([0])])), text)
})
test('no text', () => assert.equal(decodeText(Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0])), undefined))
test('nothing', () => assert.equal(decodeText(Buffer.alloc(0)), ''))
