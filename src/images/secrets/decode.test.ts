import assert from 'node:assert/strict'
import { test } from 'node:test'

import { textDecoderFor } from './decode.ts'

const text = 'TOKEN=ä\r\n'

/** Decoded in pieces of three bytes, so that they end within characters. */
function decoded(bytes: Buffer): string | undefined {
  const toUtf8 = textDecoderFor(bytes)
  if (toUtf8 === undefined) return undefined
  const pieces: Buffer[] = []
  for (let at = 0; at < bytes.length; at += 3) pieces.push(toUtf8(bytes.subarray(at, at + 3)))
  return Buffer.concat(pieces).toString()
}

test('UTF-8', () => assert.equal(decoded(Buffer.from(text)), text))
test('UTF-16 as Windows writes it', () =>
  assert.equal(decoded(Buffer.from(`\ufeff${text}`, 'utf16le')), text))
test('UTF-16 the other way round, cut off', () => {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le').swap16()
  assert.equal(decoded(Buffer.concat([bytes, Buffer.from([0])])), text)
})
test('no text', () => assert.equal(decoded(Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0])), undefined))
test('nothing', () => assert.equal(decoded(Buffer.alloc(0)), ''))
