// Expressions of Bicep: what they come to, and what of them nobody knows.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { nodeOf, valueOf } from './bicep.ts'

/** Each expression and what it comes to; `?` is hidden. */
function come(cases: readonly (readonly [expression: string, value: unknown])[], declarations = ''): void {
  for (const [expression, value] of cases)
    assert.deepEqual(valueOf(expression, declarations), value, expression)
}

test('literals, lists and maps', () => {
  come([
    ['true', true],
    ['null', null],
    ['-12', -12],
    ["'it\\'s \\u{41}\\n'", "it's A\n"],
    ["'[not an expression]'", '[not an expression]'],
    ["[ 1, 2\n 3 // three\n 'four' ]", [1, 2, 3, 'four']],
    ["{ a: 1, 'b-c': { d: [ ] }\n resource: 2 }", { a: 1, 'b-c': { d: [] }, resource: 2 }],
    ["['[a]']", ['[a]']],
    ["{ copy: [{ name: 'a', count: 2, input: 1 }] }", { copy: [{ name: 'a', count: 2, input: 1 }] }],
  ])
})

test('texts over several lines, and what is put into texts', () => {
  come(
    [
      ["'''\na ${b} 'c'\n'''", "a ${b} 'c'\n"],
      ["$'''a ${one} b'''", 'a 1 b'],
      ["$$'''a ${one} $${one}'''", 'a ${one} 1'],
      ["''''quoted''''", "'quoted'"],
      ["'${one}-${'${one}x'}-{0}'", '1-1x-{0}'],
      ["'${true} ${null}.'", 'True .'],
      ["'\\${one}'", '${one}'],
      ["'a${unknown}'", '?'],
      ["{ '${one}k': 1 }", { '1k': 1 }],
    ],
    'var one = 1\nparam unknown string',
  )
})

test('operators bind as Bicep says', () => {
  come([
    ['1 + 2 * 3', 7],
    ['(1 + 2) * 3', 9],
    ['7 - 2 - 1', 4],
    ['7 / 2 + 7 % 4', 6],
    ['1 < 2 == true', true],
    ['true || false && false', true],
    ['!false && true', true],
    ["'A' =~ 'a'", true],
    ["'A' !~ 'a'", false],
    ["'A' == 'a'", false],
    ['1 != 2', true],
    ['null ?? null ?? 3', 3],
    ['2 ?? 1 == 1', 2],
    ['true ?? false ? 1 : 2', 1],
    ['true ? false ? 1 : 2 : 3', 2],
    ['2 >= 2 && 1 <= 0', false],
    ['true\n ? 1\n : 2', 1],
    ['true &&\n false', false],
    ['1 == 2\n || 2 == 2', true],
  ])
})

test('what is not known decides nothing, and is not needed where something else decides', () => {
  come(
    [
      ['x && false', false],
      ['x || true', true],
      ['x && true', '?'],
      ['x ? 1 : 1', 1],
      ['x ? 1 : 2', '?'],
      ['!x', '?'],
      ['x ?? 1', '?'],
      ["[x, 'a'][1]", 'a'],
      ['{ a: x, b: 2 }.b', 2],
      ['[...y, 1]', '?'],
      ['{ ...y, a: 1 }', '?'],
    ],
    'param x bool\nparam y array',
  )
})

test('parts, and parts that may not be there', () => {
  come(
    [
      ['o.a.b', 1],
      ["o['a'].b", 1],
      ['o.?c', null],
      ['o.?c.d.e', null],
      ['o.?a.b', 1],
      ['o.c', '?'],
      ['o!.a!.b', 1],
      ['o.?c ?? 5', 5],
      ['list[1]', 20],
      ['list[?7]', null],
      ['list[^1]', 30],
      ['list[7]', '?'],
      ['null.?a', null],
    ],
    'var o = { a: { b: 1 } }\nvar list = [10, 20, 30]',
  )
})

test('spreads', () => {
  come([
    ['[0, ...[1, 2], 3]', [0, 1, 2, 3]],
    ['{ a: 1, ...{ b: 2, a: 3 }, c: 4 }', { a: 3, b: 2, c: 4 }],
    ['{ a: 1, ...null }', { a: 1 }],
  ])
})

test('loops and lambdas', () => {
  come(
    [
      ["[for x in list: '${x}!']", ['a!', 'b!']],
      ['[for (x, i) in list: i]', [0, 1]],
      ['[for i in range(0, 3): { n: i }]', [{ n: 0 }, { n: 1 }, { n: 2 }]],
      ['[\n  for x in list: {\n    n: x\n  }\n]', [{ n: 'a' }, { n: 'b' }]],
      ['map(list, x => toUpper(x))', ['A', 'B']],
      ['map(list, (x, i) => i)', [0, 1]],
      ["filter(list, x => x != 'a')", ['b']],
      ['reduce([1, 2, 3], 0, (sum, each) => sum + each)', 6],
      ['sort([3, 1, 2], (a, b) => a < b)', [1, 2, 3]],
      ["toObject(list, x => x, x => '${x}${x}')", { a: 'aa', b: 'bb' }],
      ["groupBy([1, 2, 3], x => x % 2 == 0 ? 'even' : 'odd')", { odd: [1, 3], even: [2] }],
      ['mapValues({ a: 1 }, x => x + 1)', { a: 2 }],
      [
        'map(list, x => map(list, y => x == y))',
        [
          [true, false],
          [false, true],
        ],
      ],
      ['[for x in unknown: 1]', '?'],
      ['filter(list, x => x == other)', '?'],
    ],
    "var list = ['a', 'b']\nparam unknown array\nparam other string",
  )
})

test('functions, of which those of ARM are all there are', () => {
  come(
    [
      ["sys.toUpper('a')", 'A'],
      ['union({ a: 1 }, { b: 2 })', { a: 1, b: 2 }],
      ["contains(['a'], 'a')", true],
      ["any('x')", 'x'],
      ["cidrSubnet('10.40.0.0/16', 22, 2)", '10.40.8.0/22'],
      ["cidrSubnet('10.40.0.0/16', 8, 0)", '?'],
      ["cidrHost('10.40.0.0/24', 0)", '10.40.0.1'],
      ["cidrHost('10.40.0.0/24', 255)", '?'],
      ["greet('you')", 'hello you'],
      ["twice('a')", 'hello hello a'],
      ["readEnvironmentVariable('HOME')", '?'],
      ['utcNow()', '?'],
      ["madeUp('a')", '?'],
    ],
    "func greet(name string) string => 'hello ${name}'\nfunc twice(name string) string => greet(greet(name))",
  )
})

test('a variable that refers to itself is hidden', () => {
  come([['a', '?']], 'var a = b\nvar b = a')
})

test('names are told apart by their case', () => {
  come([['location', 'x']], "param Location string = 'X'\nvar location = toLower(Location)")
})

test('files beside it are read, others never', () => {
  const others = {
    'data.json': '{ "a": [1, { "b": "https://x" }] }',
    'data.yaml': 'a: https://x\n',
    'note.txt': 'hello',
  }
  assert.deepEqual(valueOf("loadJsonContent('data.json')", '', others), { a: [1, { b: 'https://x' }] })
  assert.equal(valueOf("loadJsonContent('./data.json', '$.a[1].b')", '', others), 'https://x')
  assert.equal(valueOf("loadJsonContent('data.json', '$..b')", '', others), '?')
  assert.deepEqual(valueOf("loadYamlContent('data.yaml')", '', others), { a: 'https://x' })
  assert.equal(valueOf("loadTextContent('note.txt')", '', others), 'hello')
  assert.equal(valueOf("loadTextContent('../../etc/passwd')", '', others), '?')
  assert.equal(valueOf("loadFileAsBase64('note.txt')", '', others), '?')
  assert.equal(nodeOf("loadJsonContent('data.json').a[0]", '', others).document?.path, 'data.json')
})

test('what another file exports', () => {
  const others = {
    'shared/names.bicep':
      "@export()\nvar prefix = 'acme'\n@export()\nfunc named(x string) string => '${prefix}-${x}'\n",
  }
  const one = "import { prefix, named as called } from 'shared/names.bicep'"
  assert.equal(valueOf("'${prefix} ${called('a')}'", one, others), 'acme acme-a')
  const all = "import * as names from './shared/names.bicep'"
  assert.equal(valueOf("'${names.prefix} ${names.named('b')}'", all, others), 'acme acme-b')
  assert.equal(valueOf('prefix', "import { prefix } from 'br/public:x:1'"), '?')
})

test('a value stands where it is written', () => {
  const node = nodeOf('tier', "param tier string = 'Free'")
  assert.deepEqual([node.start, node.end], [20, 26])
  const hidden = nodeOf("'${tier}'", 'param tier string')
  assert.equal(
    hidden.kind === 'hidden' ? hidden.reason : '',
    '[parameters(tier)] is only known once it is deployed',
  )
})
