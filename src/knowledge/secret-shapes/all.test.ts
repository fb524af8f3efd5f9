import assert from 'node:assert/strict'
import { test } from 'node:test'

import { sample, stringMatching } from 'fast-check'

import { shortest } from '../secrets.ts'
import { secretShapes } from './all.ts'
import { patternOf } from './shape.ts'

test('no shape that stands without a name is shorter than what is looked at', () => {
  for (const { id, named, value } of secretShapes) {
    if (named !== undefined) continue
    const values = sample(stringMatching(new RegExp(`^${value}$`)), 50)
    assert.ok(Math.min(...values.map(({ length }) => length)) >= shortest, id)
  }
})

test('a secret that begins with its mark does so, and no name runs on to it', () => {
  for (const { id, named, before, back, marks, value } of secretShapes) {
    if (back !== 0) continue
    assert.equal(named, undefined)
    for (const letter of 'aZ0_')
      assert.ok(before === undefined || !new RegExp(`^${before}$`).test(letter), id)
    const values = sample(stringMatching(new RegExp(`^${value}$`)), 50)
    assert.ok(
      values.every((each) => marks.some((mark) => each.startsWith(mark))),
      id,
    )
  }
})

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
