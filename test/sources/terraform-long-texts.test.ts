// Texts that would be too long for any memory are not put together: they are not known, and nothing fails.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { valueOf } from './terraform.ts'

const long = `locals {\n  long = "${'a'.repeat(900_000)}"\n}\n`

const slow: readonly string[] = [
  'replace(local.long, "a", local.long)',
  'replace(local.long, "", local.long)',
  'replace("aaaa", "/a/", local.long)',
  'join(local.long, range(1000))',
  `format("${'%s'.repeat(1000)}", ${Array.from({ length: 1000 }, () => 'local.long').join(', ')})`,
]

for (const expression of slow)
  test(expression.slice(0, 40), () => assert.equal(valueOf(expression, long), '?'))

test('shorter ones are', () => {
  assert.equal(valueOf('replace("abc", "", "-")'), '-a-b-c-')
  assert.equal(valueOf('join("-", [1, 2])'), '1-2')
  assert.equal(valueOf('format("%s%s", "a", "b")'), 'ab')
})
