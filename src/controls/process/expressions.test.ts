import assert from 'node:assert/strict'
import { test } from 'node:test'

import { expressionsIn } from './expressions.ts'

test('expressions are found with their places', () => {
  assert.deepEqual(expressionsIn('a ${{ b }} ${{\nc }}'), [
    { text: '${{ b }}', at: 2 },
    { text: '${{\nc }}', at: 11 },
  ])
})

test('what is not closed, or not opened, is none', () => {
  assert.deepEqual(expressionsIn('${{ a }'), [])
  assert.deepEqual(expressionsIn('a }} b'), [])
  assert.deepEqual(expressionsIn('}} ${{ a }}'), [{ text: '${{ a }}', at: 3 }])
})

test('the first of several openings counts', () => {
  assert.deepEqual(expressionsIn('${{ ${{ a }}'), [{ text: '${{ ${{ a }}', at: 0 }])
})
