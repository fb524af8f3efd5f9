import assert from 'node:assert/strict'
import { test } from 'node:test'

import { secretShapes } from './all.ts'
import { patternOf } from './shape.ts'

test('every shape has a name of its own', () =>
  assert.equal(new Set(secretShapes.map(({ id }) => id)).size, secretShapes.length))

for (const shape of secretShapes) {
  test(`${shape.id}: what a text may hold by chance is no mark`, () => {
    for (const mark of shape.marks) assert.ok(mark.length >= 2)
    assert.ok(shape.named === undefined || shape.marks.every((mark) => /^[a-z0-9_]+$/.test(mark)))
  })
  test(`${shape.id}: one group, the secret, and nothing that RE2 does not read`, () => {
    const pattern = patternOf(shape)
    assert.ok(!/\(\?(?:[=!<]|P)|\\[1-9]|\{\d{4}/.test(pattern))
    assert.equal(pattern.replace(/\\./g, '').match(/\((?!\?)/g)?.length, 1)
  })
}
