import assert from 'node:assert/strict'
import { test } from 'node:test'

import { entropyOf } from './entropy.ts'

test('bits a character', () => {
  const known: readonly (readonly [string, number])[] = [
    ['', 0],
    ['aaaa', 0],
    ['abab', 1],
    ['0123', 2],
    ['0123456789abcdef', 4],
  ]
  for (const [text, bits] of known) assert.equal(entropyOf(text), bits)
})
