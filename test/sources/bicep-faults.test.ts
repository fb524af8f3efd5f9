// Bicep that is wrong, that nobody deploys, or that somebody made to take long: told with its place, and never in the way.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { ContainerRegistry } from '../../src/model/azure.ts'
import { acr, admin, asset, given, names, problems, read, registry } from './bicep.ts'

test('a fault is told at its place, and reading goes on at the next declaration', () => {
  const text = `param a string = 'open
${registry('one')}
var x = { a: 1
resource two '${acr}' = {
  name: 'two'
}
wrong words
@description('d')
param b int = (1 +
var c = 1
${registry('three')}`
  const files = { 'main.bicep': text }
  assert.deepEqual(problems(files), [
    'broken-syntax main.bicep:1',
    'broken-syntax main.bicep:8',
    'broken-syntax main.bicep:11',
    'broken-syntax main.bicep:14',
  ])
  assert.deepEqual(names(files), ['registries/one', 'registries/two', 'registries/three'])
})

test('declarations that deploy nothing are read over', () => {
  const text = `
metadata owner = { team: 'platform' }
extension kubernetes with { namespace: 'default', kubeConfig: config } as k8s
extension 'br:example.azurecr.io/ext:1.0'
provider microsoftGraph
type tier = 'Free' | 'Standard'
type either = | { kind: 'a', size: int? } | { kind: 'b', *: string }[]
@discriminator('kind')
type one = {
  @description('''a } b''')
  kind: 'x'
  @minValue(1)
  *: resourceInput<'Microsoft.Network/virtualNetworks@2025-05-01'>.properties?
}
type list = [string, tier[*], -1, true, null]
param typed resourceOutput<'Microsoft.Network/virtualNetworks@2025-05-01'>.properties.subnets[*]?
@sys.secure()
param secret string
@allowed([
  1
  2
])
param count int = 2
#disable-next-line no-unused-vars
var typedOne tier = 'Free'
assert positive = count > 0
test checks 'main.test.bicep' = {
  params: { }
}
output many string[] = [for x in range(0, count): 'v\${x}'] // done
${registry('models')}`
  assert.deepEqual(problems({ 'main.bicep': text }), [])
  assert.deepEqual(names({ 'main.bicep': text }), ['registries/models'])
})

test('what is declared twice is told, and the first of it counts', () => {
  const text = `var admin = true\nvar admin = false\n${given}${registry('models', 'if (false) ')}`
  assert.deepEqual(problems({ 'main.bicep': text }), [
    'declared-twice main.bicep:2',
    'declared-twice main.bicep:7',
  ])
  assert.equal(admin({ 'main.bicep': text }), true)
})

test('however it is laid out', () => {
  const text = `\ufeffparam on bool = true // yes\r
@secure() param secret (string | 'b')[]? /* or
not */\r
resource models '${acr}' =\r
  if (on\r
    && true)\r
  {\r
    // first
    name: 'models', location: resourceGroup().location

    properties: {
      adminUserEnabled: on
        ? !false
        : true
      networkRuleSet: { ipRules: [ { value: '10.0.0.0/8' }, { value: (secret!)[0] }, ] }
    }
  }
var nested = union({ a: [for (each, i) in items({ b: 1 }): '\${each.key}\${i}'] },
  { c: [ 1
    2, 3 ] })
`
  const files = { 'main.bicep': text }
  assert.deepEqual(problems(files), [])
  assert.deepEqual([names(files), admin(files)], [['registries/models'], true])
})

test('workloads of Kubernetes that stand in Bicep are told as not read', () => {
  const text = `resource app 'apps/Deployment@v1' = {\n  metadata: { name: 'a' }\n}\n`
  assert.deepEqual(problems({ 'main.bicep': text }), ['unread-resource main.bicep:1'])
})

test('what is spread into a body may be all that it does not say', () => {
  const body = '  ...more\n  properties: { adminUserEnabled: false }'
  const text = `param more object\n${registry('models', '', body)}`
  const { adminUserEnabled, sku } = asset<ContainerRegistry>({ 'main.bicep': text }, 'registries/models')
  assert.deepEqual([adminUserEnabled.state, sku.state], ['stated', 'hidden'])
})

test('expressions that stand deep in each other, and long ones, are bounded and told', () => {
  const deep = `var a = ${'['.repeat(1000)}1${']'.repeat(1000)}\n${registry('models')}`
  assert.deepEqual(problems({ 'main.bicep': deep }), ['broken-syntax main.bicep:1'])
  assert.deepEqual(names({ 'main.bicep': deep }), ['registries/models'])
  for (const open of ['(', '!', '-', '{a:', 'f(', 'true ? ', 'x => ', "'${", 'a[', '1 + (']) {
    const text = `var a = ${open.repeat(5000)}\n${registry('models')}`
    assert.deepEqual(names({ 'main.bicep': text }), ['registries/models'], open)
  }
  const long = `var a = ${"'x' + ".repeat(20_000)}'y'\nparam admin bool = a == 'x'\n${given}`
  assert.equal(admin({ 'main.bicep': long }), '?')
  const doubling = Array.from({ length: 60 }, (_, i) => `var v${i + 1} = [v${i}, v${i}]\n`).join('')
  assert.equal(admin({ 'main.bicep': `var v0 = [1]\n${doubling}var admin = empty(v60)\n${given}` }), false)
})

test('loops in loops are bounded and told', () => {
  const loop = (name: string, body: string): string =>
    `module ${name} '${body}' = [for i in range(0, 900): {\n  params: { i: i }\n}]\n`
  const files = {
    'main.bicep': loop('a', 'one.bicep'),
    'one.bicep': `param i int\n${loop('b', 'two.bicep')}`,
    'two.bicep': `param i int\n${registry('models')}`,
  }
  assert.ok(problems(files).some((each) => each.startsWith('too-large')))
  assert.ok(read(files).every(({ facts }) => facts.length <= 20_000))
  for (const times of ['2000', '1000000000']) {
    const text = `resource all '${acr}' = [for i in range(0, ${times}): { name: 'a\${i}' }]`
    assert.deepEqual(problems({ 'main.bicep': text }), ['too-large main.bicep:1'])
    assert.equal(names({ 'main.bicep': text }).length, 1)
  }
})
