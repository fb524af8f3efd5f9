import assert from 'node:assert/strict'
import { test } from 'node:test'

import { SharedTexts } from './shared-texts.ts'

test('A shared text is the text that was given, however many there are and however long', () => {
  const texts = new SharedTexts()
  const given = Array.from({ length: 40_000 }, (_, index) => `text-${index}`)
  assert.deepEqual(
    given.map((text) => texts.share(text)),
    given,
  )
  assert.equal(texts.share('text-0'), 'text-0')
  assert.equal(texts.share(''), '')
  assert.equal(texts.share('x'.repeat(1000)), 'x'.repeat(1000))
})
