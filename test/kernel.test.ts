// The small pure helpers that everything else stands on.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { array, assert as check, constantFrom, property, string } from 'fast-check'

import { editDistance, hint, nearest } from '../src/kernel/nearest.ts'
import { compareText, indexLines, lineOf, plural } from '../src/kernel/text.ts'
import { child, descend, isAbsent, itemsOf, plainOf, textOf } from '../src/kernel/tree.ts'
import { parseYaml } from '../src/kernel/yaml.ts'
import { parseQuantity } from '../src/model/quantity.ts'
import { matchSelector, type Requirement, type Selector } from '../src/model/selector.ts'
import { hidden, type Known, stated } from '../src/model/known.ts'

const origin = { document: { path: 'a', text: '' }, start: 0, end: 0 }

test('every offset lies in the line that holds it', () => {
  const text = array(constantFrom('a', '\n', '\r\n', '😀', '')).map((parts) => parts.join(''))
  check(
    property(text, (text) => {
      const lines = indexLines(text)
      for (let offset = 0; offset <= text.length; offset++) {
        const before = text.slice(0, offset)
        const { line, column } = lines.positionAt(offset)
        assert.equal(line, before.split('\n').length)
        assert.equal(column, offset - (before.lastIndexOf('\n') + 1) + 1)
      }
    }),
  )
})

test('lines come without their ends, and none lies beyond the last', () => {
  const text = 'one\r\ntwo\n\nfour'
  const lines = indexLines(text)
  assert.deepEqual(
    [1, 2, 3, 4, 5].map((line) => lineOf(text, lines, line)),
    ['one', 'two', '', 'four', ''],
  )
  assert.equal(lines.lineCount, 4)
  assert.deepEqual(lines.positionAt(-5), { line: 1, column: 1 })
  assert.deepEqual(lines.positionAt(500), { line: 4, column: 5 })
})

test('texts sort by code units, not by the language of the machine', () => {
  assert.deepEqual(['ä', 'b', 'Z', 'a', 'a'].sort(compareText), ['Z', 'a', 'a', 'b', 'ä'])
  assert.equal(plural(1, 'file'), '1 file')
  assert.equal(plural(0, 'file'), '0 files')
})

test('edit distance is a metric', () => {
  check(
    property(string(), string(), (a, b) => {
      assert.equal(editDistance(a, b), editDistance(b, a))
      assert.equal(editDistance(a, b) === 0, a === b)
      assert.ok(editDistance(a, b) <= Math.max(a.length, b.length))
    }),
  )
})

test('a mistyped word finds its neighbour, a strange one none', () => {
  assert.equal(nearest('severty', ['format', 'severity']), 'severity')
  assert.equal(nearest('XYZZY', ['format', 'severity']), undefined)
  assert.equal(hint('fromat', ['format']), " Did you mean 'format'?")
  assert.equal(hint('q', []), '')
})

test('trees answer for what they do not have', () => {
  const [document] = parseYaml('a: { b: [1, x, null] }\nc: null\n')
  assert.ok(document?.kind === 'tree')
  const { root } = document
  assert.equal(textOf(itemsOf(descend(root, 'a', 'b'))[1]), 'x')
  assert.equal(descend(root, 'a', 'b', 'c'), undefined)
  assert.equal(child(root, 'toString'), undefined)
  assert.ok(isAbsent(child(root, 'c')))
  assert.ok(isAbsent(child(root, 'd')))
  assert.deepEqual(JSON.stringify(plainOf(root)), '{"a":{"b":[1,"x",null]},"c":null}')
})

test('keys named like parts of an object are keys', () => {
  const [document] = parseYaml('__proto__: { polluted: 1 }\nconstructor: 2\n')
  assert.ok(document?.kind === 'tree')
  const plain = plainOf(document.root) as Record<string, unknown>
  assert.equal(({} as Record<string, unknown>)['polluted'], undefined)
  assert.deepEqual(Object.keys(plain), ['__proto__', 'constructor'])
})

test('a key that is merged in may be overridden; one that is written twice is told', () => {
  const duplicatesOf = (text: string) =>
    parseYaml(text).flatMap((part) => (part.kind === 'tree' ? part.duplicates.map(({ key }) => key) : []))
  const base = 'a: &a { p: 1, q: 2 }\n'
  assert.deepEqual(duplicatesOf(`${base}b: { <<: *a, p: 3 }\n`), [])
  assert.deepEqual(duplicatesOf(`${base}b: &b { <<: *a, p: 3 }\nc: { <<: *b, p: 4 }\n`), [])
  assert.deepEqual(duplicatesOf(`${base}b: { <<: *a, p: 3, p: 4 }\n`), ['p'])
})

test('quantities are what the API server makes of them', () => {
  const table: readonly (readonly [string | number, number | undefined])[] = [
    ['500m', 0.5],
    ['2', 2],
    [1.5, 1.5],
    ['0.5', 0.5],
    ['.5', 0.5],
    ['5.', 5],
    ['1Ki', 1024],
    ['2Gi', 2 * 2 ** 30],
    ['1k', 1000],
    ['1e3', 1000],
    ['1E3', 1000],
    ['1E', 1e18],
    ['1Ei', 2 ** 60],
    ['-1', -1],
    ['+1', 1],
    ['', undefined],
    ['1K', undefined],
    ['1mi', undefined],
    ['1ni', undefined],
    ['1 Gi', undefined],
    ['Gi', undefined],
    ['1GiB', undefined],
    ['1_000', undefined],
    ['0x10', undefined],
    ['Infinity', undefined],
  ]
  for (const [text, amount] of table) assert.equal(parseQuantity(text), amount, String(text))
})

function selector(requirements: readonly Requirement[], isHidden = false): Selector {
  return { origin, requirements, isHidden }
}

test('selectors match as labels.Requirement does', () => {
  const labels = new Map<string, Known<string>>([
    ['app', stated('llm', origin)],
    ['tier', hidden('template', origin)],
  ])
  const table: readonly (readonly [Requirement['operator'], string, readonly string[], string])[] = [
    ['In', 'app', ['llm', 'x'], 'yes'],
    ['In', 'app', ['x'], 'no'],
    ['In', 'none', ['x'], 'no'],
    ['NotIn', 'app', ['x'], 'yes'],
    ['NotIn', 'app', ['llm'], 'no'],
    ['NotIn', 'none', ['x'], 'yes'],
    ['Exists', 'app', [], 'yes'],
    ['Exists', 'none', [], 'no'],
    ['DoesNotExist', 'app', [], 'no'],
    ['DoesNotExist', 'none', [], 'yes'],
    ['In', 'tier', ['x'], 'unknown'],
    ['NotIn', 'tier', ['x'], 'unknown'],
    ['Exists', 'tier', [], 'yes'],
  ]
  for (const [operator, key, values, match] of table) {
    assert.equal(matchSelector(selector([{ key, operator, values }]), labels), match, `${operator} ${key}`)
  }
})

test('a selector without requirements selects everything; a hidden part leaves it open', () => {
  const no: Requirement = { key: 'app', operator: 'Exists', values: [] }
  assert.equal(matchSelector(selector([]), new Map()), 'yes')
  assert.equal(matchSelector(selector([], true), new Map()), 'unknown')
  assert.equal(matchSelector(selector([no], true), new Map()), 'no')
})
