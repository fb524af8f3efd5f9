// The same small template, written as Bicep and as ARM, gives the same assets.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import {
  type Arbitrary,
  array,
  assert as check,
  constant,
  constantFrom,
  integer,
  letrec,
  oneof,
  option,
  property,
  record,
  tuple,
} from 'fast-check'

import * as arm from './arm.ts'
import * as bicep from './bicep.ts'
import { plain } from './plain.ts'

/** One expression in both languages. */
interface Both {
  readonly bicep: string
  readonly arm: string
}

const letters = constantFrom('', 'a', 'B', 'a-b', '{0}', '[x]', '${x}', "it's")

const literals: Arbitrary<Both> = oneof(
  constantFrom('true', 'false').map((word) => ({ bicep: word, arm: `${word}()` })),
  integer({ min: -3, max: 9 }).map((number) => ({ bicep: String(number), arm: String(number) })),
  letters.map((text) => ({
    bicep: `'${text.replaceAll("'", "\\'").replaceAll('${', '\\${')}'`,
    arm: `'${text.replaceAll("'", "''")}'`,
  })),
  constant({ bicep: 'null', arm: 'null()' }),
)

const names: Arbitrary<Both> = oneof(
  constantFrom('open', 'fixed').map((name) => ({ bicep: name, arm: `parameters('${name}')` })),
  constant({ bicep: 'made', arm: "variables('made')" }),
)

/** `A` and `B` stand for what is put in. */
const shapes: readonly Both[] = [
  { bicep: '(A && B)', arm: 'and(A, B)' },
  { bicep: '(A || B)', arm: 'or(A, B)' },
  { bicep: '!A', arm: 'not(A)' },
  { bicep: '(A == B)', arm: 'equals(A, B)' },
  { bicep: '(A != B)', arm: 'not(equals(A, B))' },
  { bicep: '(A + B)', arm: 'add(A, B)' },
  { bicep: '(A < B)', arm: 'less(A, B)' },
  { bicep: '(A ?? B)', arm: 'coalesce(A, B)' },
  { bicep: '(A ? B : A)', arm: 'if(A, B, A)' },
  { bicep: "'x${A}-${B}'", arm: "format('x{0}-{1}', A, B)" },
  { bicep: '[A, B][1]', arm: 'createArray(A, B)[1]' },
  { bicep: '{ a: A, b: B }.a', arm: "createObject('a', A, 'b', B).a" },
  { bicep: '{ a: A }.?b', arm: "tryGet(createObject('a', A), 'b')" },
  { bicep: 'contains([A, B], A)', arm: 'contains(createArray(A, B), A)' },
  { bicep: 'empty(A)', arm: 'empty(A)' },
  { bicep: 'toUpper(A)', arm: 'toUpper(A)' },
  { bicep: 'length([for x in [A, B]: x])', arm: 'length(createArray(A, B))' },
  {
    bicep: 'map([A], x => x == B)[0]',
    arm: "map(createArray(A), lambda('x', equals(lambdaVariables('x'), B)))[0]",
  },
]

const { expression } = letrec<{ expression: Both }>((tie) => ({
  expression: oneof(
    { depthSize: 'small', withCrossShrink: true },
    oneof(literals, names),
    tuple(constantFrom(...shapes), tie('expression'), tie('expression')).map(([shape, a, b]) => ({
      bicep: filled(shape.bicep, a.bicep, b.bicep),
      arm: filled(shape.arm, a.arm, b.arm),
    })),
  ),
})) as { expression: Arbitrary<Both> }

function filled(shape: string, a: string, b: string): string {
  return shape.replaceAll(/\b[AB]\b/g, (which) => (which === 'A' ? a : b))
}

interface Registry {
  readonly admin: Both
  readonly condition: Both | null
  readonly times: number | null
  readonly isInModule: boolean
}

const registries = array(
  record({
    admin: expression,
    condition: option(expression),
    times: option(integer({ min: 0, max: 3 })),
    isInModule: constantFrom(true, false),
  }),
  { minLength: 1, maxLength: 4 },
)

const type = 'Microsoft.ContainerRegistry/registries'

function bicepOf({ admin, condition, times, isInModule }: Registry, index: number): string {
  const guard = condition === null ? '' : `if (${condition.bicep}) `
  const name = times === null ? `'r${index}'` : `'r${index}-\${i}'`
  const own = `{ name: ${name}, properties: { adminUserEnabled: ${admin.bicep} } }`
  const called = `{ name: 'm${index}${times === null ? '' : '-${i}'}', params: { name: ${name}, admin: ${admin.bicep} } }`
  const body = guard + (isInModule ? called : own)
  const head = isInModule ? `module r${index} 'one.bicep'` : `resource r${index} '${type}@2025-11-01'`
  return `${head} = ${times === null ? body : `[for i in range(0, ${times}): ${body}]`}`
}

const one = `param name string
param admin bool
resource r '${type}@2025-11-01' = { name: name, properties: { adminUserEnabled: admin } }
`

function armOf({ admin, condition, times, isInModule }: Registry, index: number): unknown {
  const called = (start: string): string =>
    times === null ? `${start}${index}` : `[format('${start}${index}-{0}', copyIndex())]`
  const head = {
    ...(condition === null ? {} : { condition: `[${condition.arm}]` }),
    ...(times === null ? {} : { copy: { name: `r${index}`, count: times } }),
  }
  const value = `[${admin.arm}]`
  if (!isInModule) return { ...head, type, name: called('r'), properties: { adminUserEnabled: value } }
  const inner = {
    type,
    name: "[parameters('name')]",
    properties: { adminUserEnabled: "[parameters('admin')]" },
  }
  return {
    ...head,
    type: 'Microsoft.Resources/deployments',
    name: called('m'),
    properties: {
      expressionEvaluationOptions: { scope: 'inner' },
      parameters: { name: { value: called('r') }, admin: { value } },
      template: arm.template({ parameters: { name: {}, admin: {} }, resources: [inner] }),
    },
  }
}

test('Bicep and ARM that say the same are the same', () => {
  let assets = 0
  check(
    property(registries, expression, expression, (all, fixed, made) => {
      const text = [
        'param open bool',
        `param fixed string = ${fixed.bicep.replaceAll(/\b(?:open|fixed|made)\b/g, '1')}`,
        `var made = ${made.bicep.replaceAll(/\bmade\b/g, '2')}`,
        ...all.map(bicepOf),
      ].join('\n')
      const isCalled = all.some(({ isInModule }) => isInModule)
      const own = bicep.assetsOf({ 'main.bicep': text, ...(isCalled ? { 'one.bicep': one } : {}) })
      const compiled = arm.assetsOf({
        'main.json': arm.template({
          parameters: {
            open: {},
            fixed: { defaultValue: `[${fixed.arm.replaceAll(/\w+\('(?:open|fixed|made)'\)/g, '1')}]` },
          },
          variables: { made: `[${made.arm.replaceAll("variables('made')", '2')}]` },
          resources: all.map(armOf),
        }),
      })
      const told = (assetsOf: typeof own): unknown =>
        [...assetsOf].map(([name, asset]) => [name, plain({ ...asset, declaredIn: '' })])
      assert.deepEqual(told(own), told(compiled), text)
      assets += own.size
    }),
    { numRuns: 1500 },
  )
  assert.ok(assets > 1500, `${assets} assets`)
})
