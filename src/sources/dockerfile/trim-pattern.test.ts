import assert from 'node:assert/strict'
import { test } from 'node:test'

import { trimPattern } from './trim-pattern.ts'

const cases: readonly (readonly [value: string, operator: string, pattern: string, result: string])[] = [
  ['1.2.3', '%', '.*', '1.2'],
  ['1.2.3', '%%', '.*', '1'],
  ['1.2.3', '#', '*.', '2.3'],
  ['1.2.3', '##', '*.', '3'],
  ['v1.2', '#', 'v', '1.2'],
  ['v1.2', '#', '?', '1.2'],
  ['v1.2', '##', '**', ''],
  ['v1.2', '%', '**2', 'v1.'],
  ['v1.2', '%', 'x', 'v1.2'],
  ['a.b.c', '/', './-', 'a-b.c'],
  ['a.b.c', '//', './-', 'a-b-c'],
  ['a.b.c', '//', '.', 'abc'],
  ['a.b.c', '/', 'b*/x', 'a.x'],
  ['a+(b', '/', '+(/$&', 'a$&b'],
  ['abc', '//', '/x', 'abc'],
]
for (const [value, operator, pattern, result] of cases) {
  test(`\${${value}${operator}${pattern}}`, () => assert.equal(trimPattern(value, operator, pattern), result))
}

test('what would take long is not matched', () => {
  for (const operator of ['#', '##', '%', '%%', '/', '//']) {
    assert.equal(trimPattern('a'.repeat(1_000), operator, '*a'.repeat(50)), undefined)
    assert.notEqual(trimPattern('a'.repeat(50), operator, '*a*a*a*b'), undefined)
  }
})
