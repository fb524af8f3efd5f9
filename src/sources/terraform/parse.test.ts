import assert from 'node:assert/strict'
import { test } from 'node:test'

import { array, assert as check, constantFrom, oneof, property, string } from 'fast-check'

import { isSuperlinear } from '../../../test/growth.ts'
import { parseHcl } from './parse-body.ts'
import { parseTerraform } from './parse.ts'
import type { Body } from './syntax.ts'

const pieces = [
  'resource "azurerm_subnet" "a" {\n',
  '}\n',
  'a = ',
  '"',
  '${',
  '%{ if ',
  '%{ for x in ',
  '%{ endif }',
  '<<-EOT\n',
  'EOT\n',
  '[for k, v in ',
  '{',
  '(',
  ')',
  ']',
  ': v => k... if ',
  'var.x[*].b',
  '.0',
  '...',
  '? 1 : ',
  '/*',
  '#\n',
  '\\u00',
  'for_each = ',
  'dynamic "part" {\n',
  'module "m" {\n source = "."\n',
  '\n',
  ',',
  '=',
  '&&',
  '\uD800',
] as const

const texts = array(oneof(constantFrom(...pieces), string({ maxLength: 6 })), { maxLength: 40 })

function checkPlaces({ attributes, blocks }: Body, length: number): void {
  for (const { start, end } of [...attributes, ...blocks])
    assert.ok(start >= 0 && start < end && end <= length)
  for (const { body } of blocks) checkPlaces(body, length)
}

test('whatever the text, it is read without a failure and every place lies in it', () => {
  check(
    property(texts, (parts) => {
      const text = parts.join('')
      const { body, faults } = parseHcl(text)
      checkPlaces(body, text.length)
      for (const { offset } of faults) assert.ok(offset >= 0 && offset <= text.length)
      parseTerraform([{ path: 'main.tf', text }], () => undefined)
    }),
    { numRuns: 500 },
  )
})

test('what is written is what is read: a text survives being quoted', () => {
  check(
    property(string({ unit: 'binary', maxLength: 30 }), (text) => {
      const quoted = JSON.stringify(text)
        .replaceAll(/\\[bf]/g, (escape) => (escape === '\\b' ? '\\u0008' : '\\u000c'))
        .replaceAll('${', () => '$${')
        .replaceAll('%{', '%%{')
      const [attribute] = parseHcl(`a = ${quoted}`).body.attributes
      assert.ok(attribute?.value.kind === 'literal')
      // `$$${` is a `$` and an escaped interpolation in ours and in HCL alike.
      assert.equal(attribute.value.value, text)
    }),
    { examples: [['a${b}'], ['%{x}'], ['%${x}'], ['"\\\n']] },
  )
})

const resource = (index: number): string =>
  `resource "azurerm_network_security_group" "g${index}" {\n  name = "n${index}"\n}
resource "azurerm_network_security_rule" "r${index}" {\n  network_security_group_name = azurerm_network_security_group.g${index}.name\n}
resource "azapi_update_resource" "u${index}" {\n  resource_id = azurerm_network_security_group.g${index}.id\n  body = {}\n}\n`

test('resources that belong together find each other in linear time', () => {
  const run = (size: number): void => {
    const text = Array.from({ length: size }, (_, index) => resource(index)).join('')
    parseTerraform([{ path: 'main.tf', text }], () => undefined)
  }
  assert.ok(!isSuperlinear(run, 400))
})

test('large values that are gone through again and again exhaust what may be worked out, not the time', () => {
  const text = `locals {
  big  = range(1000)
  more = [for a in local.big : [for b in range(15) : a]]
}
resource "azurerm_resource_group" "a" {
  name = jsonencode([for a in range(1000) : [for b in range(1000) : [for c in range(1000) : join(",", flatten(local.more)) == ""]]])
}
`
  const [parsed] = parseTerraform([{ path: 'main.tf', text }], () => undefined)
  assert.deepEqual(
    parsed?.problems.map(({ code }) => code),
    ['too-large'],
  )
})

for (const unit of [
  '(',
  '[',
  '{',
  '"${',
  '-',
  'a ? ',
  'f(',
  '1 + ',
  'x[*]',
  'a.b',
  '<<A\n',
  '%{ if x }',
  '/*',
  'a {\n',
  '"a\n',
])
  test(`a file of nothing but ${JSON.stringify(unit)} is read in linear time`, () => {
    assert.ok(!isSuperlinear((size) => void parseHcl(`a = ${unit.repeat(size)}`), 20_000))
  })
