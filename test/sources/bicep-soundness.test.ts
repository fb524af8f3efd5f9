// Whatever an expression says of a value that nobody knows has to be so whatever the value is.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { type Arbitrary, assert as check, constantFrom, letrec, oneof, property, tuple } from 'fast-check'

import { hiddenIn } from '../../src/values/value.ts'
import { nodeOf, valueOf } from './bicep.ts'

/** What may stand for the unknown value. */
const possible = [
  'true',
  'false',
  '0',
  '2',
  "''",
  "'a'",
  "'x'",
  "'/x/y'",
  "'true'",
  '[]',
  "['a', 'b']",
  '{}',
  "{ a: 'b' }",
  '{ a: null }',
] as const

const shapes = [
  '(A && B)',
  '(A || B)',
  '(A == B)',
  '(A != B)',
  '(A =~ B)',
  '(A < B)',
  '(A + B)',
  '(A ?? B)',
  '!A',
  '(A ? B : A)',
  '(B ? A : B)',
  '[A, B]',
  '{ a: A, b: B }',
  '[...A, B]',
  '{ ...A, b: B }',
  "'x${A}y'",
  "'/x/${A}'",
  '[for x in A: B]',
  'A.a',
  'A.?a',
  'A[0]',
  'A[?0]',
  'A[^1]',
  "{ a: 1 }[?'b${A}']",
  "{ a: 1, bx: 2 }[?'b${A}']",
  "{ x: 1 }[?'${A}x']",
  "{ a: 1, '${A}': 2 }.?a",
  'map(A, x => B)',
  'filter([A, B], x => x == A)',
  'toObject([A, B], x => string(x))',
  'groupBy([A, B], x => string(x))',
  'mapValues(A, x => B)',
  'sort([A, B], (x, y) => x < y)',
  'reduce([A, B], 1, (x, y) => y)',
] as const

const calls = [
  'length(A)',
  'empty(A)',
  'contains(A, B)',
  "contains('x${A}', 'x')",
  "startsWith('/x/${A}', '/x')",
  "startsWith('/x/${A}', B)",
  'endsWith(A, B)',
  "split('/x/${A}', '/')",
  'split(A, B)',
  'union(A, B)',
  'union({ a: 1 }, A)',
  'intersection(A, B)',
  'concat(A, B)',
  'first(A)',
  'last([A, B])',
  'skip(A, 1)',
  'take([A, B], 1)',
  'toUpper(A)',
  'string(A)',
  'bool(A)',
  'int(A)',
  'json(A)',
  'items(A)',
  'flatten([A, B])',
  'max(A, B)',
  'range(0, A)',
  'replace(A, B, A)',
  "indexOf(A, 'a')",
  'any(A)',
  'coalesce(null, A, B)',
  'shallowMerge([A, B])',
  'join([A, B], A)',
  "format('{0}-{1}', A, B)",
] as const

const { expression } = letrec<{ expression: string }>((tie) => ({
  expression: oneof(
    { depthSize: 'small', withCrossShrink: true },
    constantFrom('u', 'u', 'null', ...possible),
    tuple(constantFrom(...shapes, ...calls), tie('expression'), tie('expression')).map(([shape, a, b]) =>
      shape.replaceAll(/\b[AB]\b/g, (which) => (which === 'A' ? a : b)),
    ),
  ),
})) as { expression: Arbitrary<string> }

/** How many expressions are known in spite of a parameter without a value; each is so for all that it may be. */
function countKnown(declaration: string, values: readonly string[]): number {
  let known = 0
  check(
    property(expression, (text) => {
      const node = nodeOf(text, declaration)
      if (hiddenIn(node) !== undefined || !/\bu\b/.test(text)) return
      known += 1
      const value = valueOf(text, declaration)
      for (const each of values) {
        const given = `param u string = ${each}`
        // Azure refuses some values; what it would not deploy tells nothing.
        if (hiddenIn(nodeOf(text, given)) !== undefined) continue
        assert.deepEqual(valueOf(text, given), value, `${text} where u is ${each}`)
      }
    }),
    { numRuns: 6000 },
  )
  return known
}

test('what is known although a part is not is so whatever the part is', () => {
  const known = countKnown('param u string', possible)
  assert.ok(known > 20, `only ${known} expressions were known in spite of the unknown part`)
})

test('what is known of a part that can be one of some is so for each of them', () => {
  const allowed = ["''", "'a'", "'x'"]
  const known = countKnown(`@allowed([${allowed.join(', ')}])\nparam u string`, allowed)
  assert.ok(known > 20, `only ${known} expressions were known in spite of the unknown part`)
})
