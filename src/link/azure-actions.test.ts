import assert from 'node:assert/strict'
import { test } from 'node:test'

import { holdsAction } from './azure-actions.ts'

const write = 'Microsoft.Authorization/roleAssignments/write'

test('each star of an action stands for any text', () => {
  for (const pattern of [
    write,
    write.toUpperCase(),
    '*',
    '*/write',
    'Microsoft.*/roleAssign*/write',
    '*Auth*ments*',
  ])
    assert.ok(holdsAction(pattern, write), pattern)
  for (const pattern of [
    '*/read',
    'Microsoft.Compute/*',
    'Microsoft.Authorization/*/delete',
    '',
    `${write}/*`,
  ])
    assert.ok(!holdsAction(pattern, write), pattern)
  // No letter counts twice.
  assert.ok(!holdsAction('ab*ba', 'aba'))
  assert.ok(!holdsAction('a*ab*b', 'aab'))
})
