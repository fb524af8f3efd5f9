// Parameters that nobody gives, and that can only be one of some values.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { scan } from '../../src/engine/scan.ts'
import { valueOf } from './bicep.ts'

const policy = "@description('engine')\n@allowed([\n  'azure'\n  'calico'\n])\nparam policy string\n"

test('what is the same for each of them is known, whatever stands between', () => {
  for (const [expression, value] of [
    ["policy != 'none'", true],
    ["policy == 'azure'", '?'],
    ['empty(policy) ? 1 : 2', 2],
    ["contains(['azure', 'calico', 'cilium'], policy)", true],
    ["toUpper(policy) == 'NONE'", false],
    ["length('${policy}') > 4", true],
    ['policy', '?'],
  ] as const)
    assert.deepEqual(valueOf(expression, policy), value, expression)
})

test('the only one is the value', () => {
  assert.equal(valueOf('only', "@allowed(['a'])\nparam only string"), 'a')
  assert.equal(valueOf('only', '@sys.allowed([ 3 ])\nparam only int'), 3)
})

test('a default, a list of some, what stands elsewhere and two at once decide nothing', () => {
  assert.equal(valueOf('given', "@allowed(['a', 'b'])\nparam given string = 'b'"), 'b')
  assert.equal(valueOf('some', "@allowed(['a'])\nparam some array"), '?')
  assert.equal(valueOf('some', "@allowed(['a'])\nparam some string[]"), '?')
  assert.equal(valueOf("x == 'c'", "var all = ['a']\n@allowed(all)\nparam x string"), '?')
  const two = "@allowed(['a', 'b'])\nparam x string\n@allowed(['a', 'b'])\nparam y string"
  assert.equal(valueOf('x == y', two), '?')
  assert.equal(valueOf("x == 'c' || y == 'c'", two), false)
})

test('a type that names each of its values bounds as the decorator does', () => {
  for (const [declared, expression, value] of [
    ["param p 'a'", 'p', 'a'],
    ["param p 'a' | 'b'", "p != 'none'", true],
    ["param p 'a' | 'b'", 'p', '?'],
    ["param p 'a'\n  | 'b'", "p == 'c'", false],
    ["param p ('a' | 'b')", "p == 'c'", false],
    ['param p 1 | 2', 'p > 2', false],
    ['param p true', 'p', true],
    ["param p 'a' | string", "p == 'c'", '?'],
    ["param p ('a' | 'b')[]", "p[0] == 'c'", '?'],
    ["param p 'a' | 'b' = 'b'", 'p', 'b'],
    ["param p 'a'?", "p ?? 'c'", 'c'],
    ["param p 'a' | null", "p ?? 'c'", 'c'],
  ] as const)
    assert.deepEqual(valueOf(expression, declared), value, declared)
})

test('templates bound their parameters in the same way', () => {
  const template = (allowed: string): string => `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "parameters": { "sku": { "type": "string", "allowedValues": ${allowed} } },
  "resources": [{
    "type": "Microsoft.ContainerRegistry/registries", "apiVersion": "2023-07-01", "name": "models",
    "sku": { "name": "Premium" },
    "properties": { "adminUserEnabled": "[equals(parameters('sku'), 'Basic')]" }
  }]
}`
  const verdict = (allowed: string): string | undefined =>
    scan({ documents: [{ path: 'main.json', text: template(allowed) }] }).findings.find(
      ({ name }) => name === 'registry-admin-user',
    )?.verdict
  assert.equal(verdict('["Basic"]'), 'fail')
  assert.equal(verdict('["Premium", "Standard"]'), undefined)
  assert.equal(verdict('["Basic", "Premium"]'), 'unknown')
})
