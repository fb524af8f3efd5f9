// Expressions of templates, against what Microsoft's reference of the functions says they come to.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import {
  assert as check,
  type Arbitrary,
  constantFrom,
  letrec,
  oneof,
  property,
  string,
  tuple,
} from 'fast-check'

import { hiddenIn } from '../../src/values/value.ts'
import { parseExpression } from '../../src/template/parse-expression.ts'
import { nodeOf, valueOf } from './arm.ts'

const parts = {
  parameters: { size: { type: 'int', defaultValue: 3 }, secret: { type: 'securestring' } },
  variables: {
    names: ['a', 'b'],
    tags: { Owner: 'me', nested: { one: 1 } },
    copy: [
      {
        name: 'squares',
        count: "[parameters('size')]",
        input: "[mul(copyIndex('squares'), copyIndex('squares'))]",
      },
    ],
    circle: "[variables('circle')]",
  },
  functions: [
    {
      namespace: 'own',
      members: {
        twice: {
          parameters: [{ name: 'text', type: 'string' }],
          output: { type: 'string', value: "[concat(parameters('text'), parameters('text'))]" },
        },
      },
    },
  ],
}

const table: readonly (readonly [expression: string, value: unknown])[] = [
  ['plain', 'plain'],
  ['[[not an expression]', '[not an expression]'],
  ['[not closed', '[not closed'],
  ["['it''s']", "it's"],
  ["[concat('a', 'b', 1)]", 'ab1'],
  ['[concat(createArray(1), createArray(2, 3))]', [1, 2, 3]],
  ["[format('{0}-{1} {{x}}', 'a', 2)]", 'a-2 {x}'],
  ["[parameters('SIZE')]", 3],
  ["[parameters('secret')]", '?'],
  ["[parameters('missing')]", '?'],
  ["[variables('tags').owner]", 'me'],
  ["[variables('tags')['nested'].one]", 1],
  ["[variables('tags').absent]", '?'],
  ["[variables('squares')]", [0, 1, 4]],
  ["[variables('circle')]", '?'],
  ["[if(equals(1, 1), 'yes', parameters('secret'))]", 'yes'],
  ["[if(empty(parameters('secret')), 'x', 'x')]", 'x'],
  ["[if(empty(parameters('secret')), 'x', 'y')]", '?'],
  ["[and(false(), parameters('secret'))]", false],
  ["[or(parameters('secret'), true())]", true],
  ["[not(equals('a', 'A'))]", true],
  ["[coalesce(null(), 'b')]", 'b'],
  ["[coalesce(parameters('secret'), 'b')]", '?'],
  ["[union(createObject('a', 1), createObject('b', 2))]", { a: 1, b: 2 }],
  ["[union(createArray('a'), createArray('a', 'b'))]", ['a', 'b']],
  ["[contains(variables('names'), 'b')]", true],
  ["[contains(variables('tags'), 'OWNER')]", true],
  ["[contains('abc', 'z')]", false],
  ["[empty('')]", true],
  ["[empty(concat('a', parameters('secret')))]", false],
  ["[length(variables('names'))]", 2],
  ["[toLower('ABC')]", 'abc'],
  ["[toUpper('abc')]", 'ABC'],
  ["[split('a,b;c', createArray(',', ';'))]", ['a', 'b', 'c']],
  ["[join(variables('names'), '+')]", 'a+b'],
  ["[replace('a-b-c', '-', '')]", 'abc'],
  ["[substring('abcdef', 1, 3)]", 'bcd'],
  ['[range(2, 3)]', [2, 3, 4]],
  ['[range(0, 100000000)]', '?'],
  ["[take(variables('names'), 1)]", ['a']],
  ["[skip('abc', 1)]", 'bc'],
  ["[first(variables('names'))]", 'a'],
  ["[last('abc')]", 'c'],
  ["[tryGet(variables('tags'), 'absent', 'deep')]", null],
  ['[json(\'{"a": [1]}\')]', { a: [1] }],
  ["[json('{')]", '?'],
  ["[int('5')]", 5],
  ["[bool('True')]", true],
  ["[string(createArray(1, 'a'))]", '[1,"a"]'],
  ['[min(3, 1)]', 1],
  ['[max(createArray(3, 1))]', 3],
  ['[div(7, 2)]', 3],
  ["[base64ToString(base64('x'))]", 'x'],
  ["[startsWith('Abc', 'aB')]", true],
  ["[own.twice('ab')]", 'abab'],
  ["[map(variables('names'), lambda('n', concat(lambdaVariables('n'), '!')))]", ['a!', 'b!']],
  ["[filter(range(0, 4), lambda('n', greater(lambdaVariables('n'), 1)))]", [2, 3]],
  ["[reduce(range(1, 3), 0, lambda('sum', 'n', add(lambdaVariables('sum'), lambdaVariables('n'))))]", 6],
  ['[uniqueString(resourceGroup().id)]', '?'],
  ['[newGuid()]', '?'],
  ['[subscription().subscriptionId]', '?'],
  ['[nobodyKnows(1)]', '?'],
  ['[concat(]', '?'],
  ["[concat('a') 'b']", '?'],
]

test('functions come to what their reference says', () => {
  for (const [expression, value] of table) assert.deepEqual(valueOf(expression, parts), value, expression)
})

test('properties are repeated', () => {
  const repeated = { copy: [{ name: 'rules', count: 2, input: { port: "[add(80, copyIndex('rules'))]" } }] }
  assert.deepEqual(valueOf(repeated), { rules: [{ port: 80 }, { port: 81 }] })
  assert.equal(valueOf({ copy: 'a property like any other' }) === '?', false)
})

test('the same text of unknown parts is the same name', () => {
  const name = "[concat('acr', uniqueString(resourceGroup().id))]"
  const hidden = nodeOf(name)
  assert.equal(hidden.kind, 'hidden')
  assert.equal('text' in hidden, true)
  assert.deepEqual({ ...nodeOf(name), start: 0, end: 0 }, { ...hidden, start: 0, end: 0 })
  assert.equal('text' in nodeOf('[newGuid()]'), false)
  const part = nodeOf("[variables('tags')[parameters('secret')]]", parts)
  assert.equal('text' in part && part.text, '[{"Owner":"me","nested":{"one":1}}[[parameters(secret)]]]')
})

test('an id refers to what it is of', () => {
  const node = nodeOf("[resourceId('Microsoft.ContainerRegistry/registries', parameters('secret'))]", parts)
  assert.deepEqual(node.kind === 'hidden' && node.refersTo, {
    to: 'registries/[parameters(secret)]',
    path: ['id'],
    type: 'Microsoft.ContainerRegistry/registries',
    within: ['[subscription().subscriptionId]', '[resourceGroup().name]'],
  })
  const subnet = nodeOf(
    "[concat(resourceGroup().id, '/providers/Microsoft.Network/virtualNetworks/v/subnets/s')]",
  )
  assert.deepEqual(subnet.kind === 'hidden' && subnet.refersTo?.to, 'virtualNetworks/v/subnets/s')
})

test('what stands too deep is not known, and nothing fails', () => {
  const deep = `[${'not('.repeat(1000)}true()${')'.repeat(1000)}]`
  assert.equal(valueOf(deep), '?')
  assert.equal(valueOf(`[${'a.'.repeat(1000)}b]`), '?')
  const chain = Object.fromEntries(
    Array.from({ length: 1000 }, (_, index) => [`v${index}`, `[concat('a', variables('v${index + 1}'))]`]),
  )
  assert.equal(valueOf("[variables('v0')]", { variables: chain }), '?')
})

test('what repeats itself is not unfolded', () => {
  const bomb = Object.fromEntries(
    Array.from({ length: 40 }, (_, index) => [
      `v${index}`,
      `[createArray(variables('v${index + 1}'), variables('v${index + 1}'))]`,
    ]),
  )
  const started = performance.now()
  assert.notEqual(valueOf("[variables('v0')]", { variables: { ...bomb, v40: 'x' } }), 'x')
  assert.ok(performance.now() - started < 2000)
})

test('texts that would be too long are not put together, and long lists not compared', () => {
  const long = {
    variables: { long: 'a'.repeat(900_000), many: Array.from({ length: 9000 }, (_, index) => index) },
  }
  const slow = [
    "[replace(variables('long'), 'a', variables('long'))]",
    "[join(variables('many'), variables('long'))]",
    `[concat(${Array.from({ length: 2000 }, () => "variables('long')").join(',')})]`,
    `[format('${'{0}'.repeat(2000)}', variables('long'))]`,
    "[union(variables('many'), variables('many'))]",
    "[intersection(variables('many'), variables('many'))]",
    "[resourceId('Microsoft.Network/virtualNetworks', variables('long'), variables('long'))]",
  ]
  for (const expression of slow) {
    const started = performance.now()
    assert.equal(valueOf(expression, long), '?', expression)
    assert.ok(performance.now() - started < 2000, expression)
  }
})

test('any text between brackets is read or refused', () => {
  check(
    property(string({ maxLength: 60 }), (text) => {
      parseExpression(`[${text}]`)
      nodeOf(`[${text}]`)
    }),
    { numRuns: 500 },
  )
})

/** What may stand for the unknown value. */
const possible = ['null', true, false, 0, 2, '', 'a', 'true', '[[x', [], ['a', 'b'], {}, { a: 'b' }] as const

const shapes = [
  'and(A, B)',
  'or(A, B)',
  'not(A)',
  'if(A, B, A)',
  'if(B, A, B)',
  'equals(A, B)',
  'coalesce(A, B)',
  'concat(A, B)',
  "format('{0}x{1}', A, B)",
  'union(A, B)',
  'contains(A, B)',
  'empty(A)',
  'length(A)',
  'createArray(A, B)',
  "createObject('a', A, 'b', B)",
  'first(A)',
  'last(A)',
  'toLower(A)',
  "split(A, ',')",
  "join(A, ',')",
  'string(A)',
  "replace(A, 'a', B)",
  'take(A, 1)',
  'greater(A, B)',
  'add(A, B)',
  "tryGet(A, 'a')",
  'A.a',
  'flatten(createArray(A, B))',
  'shallowMerge(createArray(A, B))',
  "map(A, lambda('x', B))",
  'intersection(A, B)',
  'items(A)',
  'bool(A)',
] as const

const { expression } = letrec<{ expression: string }>((tie) => ({
  expression: oneof(
    { depthSize: 'small', withCrossShrink: true },
    constantFrom(
      "parameters('u')",
      "parameters('u')",
      'true()',
      'null()',
      '1',
      "'a'",
      "createArray('a')",
      "createObject('a', 1)",
    ),
    tuple(constantFrom(...shapes), tie('expression'), tie('expression')).map(([shape, a, b]) =>
      shape.replaceAll(/\b[AB]\b/g, (which) => (which === 'A' ? a : b)),
    ),
  ),
})) as { expression: Arbitrary<string> }

test('what is known although a part is not is so whatever the part is', () => {
  let known = 0
  check(
    property(expression, (text) => {
      const unknown = { parameters: { u: { type: 'object' } } }
      if (!text.includes('parameters') || hiddenIn(nodeOf(`[${text}]`, unknown)) !== undefined) return
      known += 1
      const value = valueOf(`[${text}]`, unknown)
      for (const each of possible) {
        const given = {
          parameters: { u: { type: 'object', defaultValue: each === 'null' ? '[null()]' : each } },
        }
        // ARM refuses some values; what it would not deploy tells nothing.
        if (hiddenIn(nodeOf(`[${text}]`, given)) !== undefined) continue
        assert.deepEqual(valueOf(`[${text}]`, given), value, `${text} where u is ${JSON.stringify(each)}`)
      }
    }),
    { numRuns: 6000 },
  )
  assert.ok(known > 20, `only ${known} expressions were known in spite of the unknown part`)
})
