import assert from 'node:assert/strict'
import { test } from 'node:test'

import * as fc from 'fast-check'

import { itemsOfJson, mapOfJson } from './json-parts.ts'

test('the entries of a map and the items of a list are where they stand', () => {
  const text = ' {"a": 1, "b" : [true, {"c": "]}"} ,-1.5e3]}\n'
  const map = mapOfJson(text)
  assert.deepEqual(map, {
    start: 1,
    end: 44,
    entries: [
      { key: 'a', start: 7, end: 8 },
      { key: 'b', start: 16, end: 43 },
    ],
  })
  const items = itemsOfJson(text, { start: 16, end: 43 }) ?? []
  assert.deepEqual(
    items.map(({ start, end }) => text.slice(start, end)),
    ['true', '{"c": "]}"}', '-1.5e3'],
  )
  assert.equal(itemsOfJson(text, { start: 7, end: 8 }), undefined)
})

test('what only YAML allows is no JSON, and nothing is split', () => {
  const texts = [
    '',
    '[]',
    'a: 1',
    '{a: 1}',
    "{'a': 1}",
    '{"a": b}',
    '{"a": 1 2}',
    '{"a": 01}',
    '{"a": 1,}',
    '{"a": [1,]}',
    '{"a": [1}]',
    '{"a" 1}',
    '{"a": }',
    '{"a": 1} # one',
    '{"a": 1}\n{"a": 2}',
    '{"a": 1}\n---\n{"a": 2}',
    '{"a": &b 1, "c": *b}',
    '{"a": !!str 1}',
    '{"a": "1\n2"}',
    '{"a": "1',
    '{"a": "1\\',
    '{"a": 1',
    '{"a": 1}\0',
    '\ufeff{"a": 1}',
  ]
  for (const text of texts) assert.equal(mapOfJson(text), undefined, text)
})

test('depth is bounded', () => {
  const nested = (depth: number): string => `{"a": ${'['.repeat(depth)}${']'.repeat(depth)}}`
  assert.equal(mapOfJson(nested(100))?.entries.length, 1)
  assert.equal(mapOfJson(nested(100_000)), undefined)
})

test('so is the number of parts', () => {
  const list = (count: number): string => `{"a": [${Array(count).fill('1').join()}]}`
  const items = (text: string): number | undefined =>
    itemsOfJson(text, { start: 6, end: text.length - 1 })?.length
  assert.equal(items(list(1_000_000)), 1_000_000)
  assert.equal(items(list(1_000_001)), undefined)
})

test('parts of any JSON are its values', () => {
  const value = fc.dictionary(fc.string({ unit: 'binary' }), fc.array(fc.jsonValue()))
  fc.assert(
    fc.property(value, fc.nat(3), (plain, indent) => {
      const text = JSON.stringify(plain, undefined, indent)
      const entries = (mapOfJson(text)?.entries ?? []).map((entry) => [
        JSON.parse(`"${entry.key}"`),
        (itemsOfJson(text, entry) ?? []).map(({ start, end }) => JSON.parse(text.slice(start, end))),
      ])
      assert.deepEqual(entries, Object.entries(JSON.parse(text) as object))
    }),
  )
})
