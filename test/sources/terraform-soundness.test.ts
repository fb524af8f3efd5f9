// Whatever an expression says of a value that nobody knows has to be so whatever the value is.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { type Arbitrary, assert as check, constantFrom, letrec, oneof, property, tuple } from 'fast-check'

import { hiddenIn } from '../../src/values/value.ts'
import { nodeOf, valueOf } from './terraform.ts'

/** What may stand for the unknown value. */
const possible = [
  'null',
  'true',
  'false',
  '0',
  '2',
  '""',
  '"a"',
  '"true"',
  '[]',
  '["a", "b"]',
  '{}',
  '{ a = "b" }',
] as const

const calls = [
  'length(A)',
  'upper(A)',
  'tostring(A)',
  'tobool(A)',
  'tonumber(A)',
  'try(A, B)',
  'can(A)',
  'coalesce(A, B)',
  'concat(A, B)',
  'merge(A, B)',
  'lookup(A, "a", B)',
  'contains(A, B)',
  'element(A, 0)',
  'join(",", A)',
  'keys(A)',
  'values(A)',
  'toset(A)',
  'flatten([A, B])',
  'distinct([A, B])',
  'compact([A])',
  'one(A)',
  'alltrue([A, B])',
  'anytrue([A, B])',
  'jsonencode(A)',
  'split(",", A)',
  'format("%s-%v", A, B)',
  'max(A, B)',
  'range(A)',
  'setintersection(A, B)',
  'zipmap(A, B)',
] as const

const shapes = [
  '(A && B)',
  '(A || B)',
  '(A == B)',
  '(A != B)',
  '(A < B)',
  '(A + B)',
  '!A',
  '(A ? B : A)',
  '(B ? A : B)',
  '[A, B]',
  '{ a = A, b = B }',
  '"x${A}y"',
  '"%{ if A }yes%{ else }no%{ endif }"',
  '[for x in A : B]',
  '[for x in A : x if B]',
  '{ for k, v in A : k => v }',
  'A[*]',
  'A.a',
  'A[0]',
] as const

const { expression } = letrec<{ expression: string }>((tie) => ({
  expression: oneof(
    { depthSize: 'small', withCrossShrink: true },
    constantFrom('var.u', 'var.u', ...possible),
    tuple(constantFrom(...shapes, ...calls), tie('expression'), tie('expression')).map(([shape, a, b]) =>
      shape.replaceAll(/\b[AB]\b/g, (which) => (which === 'A' ? a : b)),
    ),
  ),
})) as { expression: Arbitrary<string> }

const unknown = 'variable "u" {}'

test('what is known although a part is not is so whatever the part is', () => {
  let known = 0
  check(
    property(expression, (text) => {
      const node = nodeOf(text, unknown)
      if (hiddenIn(node) !== undefined || !text.includes('var.u')) return
      known += 1
      const value = valueOf(text, unknown)
      for (const each of possible) {
        const instead = nodeOf(text, `variable "u" {\n  default = ${each}\n}`)
        // Terraform refuses some values; what it would not apply tells nothing.
        if (hiddenIn(instead) !== undefined) continue
        assert.deepEqual(
          valueOf(text, `variable "u" {\n  default = ${each}\n}`),
          value,
          `${text} where u is ${each}`,
        )
      }
    }),
    { numRuns: 4000 },
  )
  assert.ok(known > 20, `only ${known} expressions were known in spite of the unknown part`)
})
