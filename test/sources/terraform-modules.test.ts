// Variables, modules, instances and what cannot be known.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { child, type Node, plainOf } from '../../src/kernel/tree.ts'
import { locate } from '../../src/model/origin.ts'
import { parseTerraform } from '../../src/sources/terraform/parse.ts'
import type { Problem } from '../../src/model/problem.ts'
import { type Files, nodeOf, resourcesOf, valueOf } from './terraform.ts'

function thing(value: string): string {
  return `resource "test_thing" "it" {\n  value = ${value}\n}\n`
}

/** The value of each thing by its address; `?` for what cannot be known. */
function values(files: Files): Record<string, unknown> {
  return Object.fromEntries(
    [...resourcesOf(files)].map(([address, node]) => [address, shown(child(node, 'value'))] as const),
  )
}

function shown(node: Node | undefined): unknown {
  return node?.kind === 'hidden' ? '?' : plainOf(node)
}

function problems(files: Files): readonly Problem[] {
  const documents = Object.entries(files).map(([path, text]) => ({ path, text }))
  return parseTerraform(documents, () => undefined).flatMap((parsed) => parsed.problems)
}

test('a variable has its default, in its type, and nothing without one', () => {
  const variable = (body: string): string => `variable "v" { ${body} }`
  assert.equal(valueOf('var.v', variable('default = "a"')), 'a')
  assert.equal(valueOf('var.v', 'variable "v" {\n type = bool\n default = "true"\n}'), true)
  assert.equal(valueOf('var.v', 'variable "v" {\n type = string\n default = 5\n}'), '5')
  assert.equal(valueOf('var.v', variable('')), '?')
  assert.equal(valueOf('var.missing'), '?')
})

test('a part of nobody knows what, and an update of it, are told; one of something elsewhere says nothing here', () => {
  const association = (subnet: string): string =>
    `resource "azurerm_subnet_network_security_group_association" "it" {\n  subnet_id = ${subnet}\n}\n`
  const update = (target: string): string =>
    `resource "azapi_update_resource" "it" {\n  type = "Microsoft.ContainerService/managedClusters@2026-05-01"\n  ${target}\n}\n`
  const codes = (text: string): readonly string[] => problems({ 'main.tf': text }).map(({ code }) => code)
  assert.deepEqual(codes(association('var.missing')), ['unplaced-part'])
  assert.deepEqual(codes(association('data.azurerm_subnet.other.id')), [])
  assert.deepEqual(codes(update('resource_id = var.missing')), ['unplaced-part'])
  assert.deepEqual(codes(update('resource_id = azurerm_kubernetes_cluster.models.id')), [])
})

test('members that are missing have the default of their type', () => {
  const type =
    'variable "v" {\n type = object({ a = optional(bool, true), b = optional(string), c = string })\n default = { c = 1 }\n}'
  assert.deepEqual(valueOf('var.v', type), { a: true, b: null, c: '1' })
})

test('files of values that Terraform reads by itself count, the last one most', () => {
  const main = `variable "v" { default = 1 }\n${thing('var.v')}`
  assert.deepEqual(values({ 'main.tf': main, 'terraform.tfvars': 'v = 2' }), { 'test_thing.it': 2 })
  assert.deepEqual(values({ 'main.tf': main, 'terraform.tfvars': 'v = 2', 'z.auto.tfvars': 'v = 3' }), {
    'test_thing.it': 3,
  })
})

test('a file of values that somebody has to name is another setting of the same root', () => {
  const main = `variable "v" { default = true }\n${thing('var.v')}`
  assert.deepEqual(values({ 'main.tf': main, 'prod.tfvars': 'v = false' }), { 'test_thing.it': '?' })
  assert.deepEqual(values({ 'main.tf': main, 'prod.tfvars': 'v = true' }), { 'test_thing.it': true })
})

test('a called module has what it is called with, and is no root of its own', () => {
  const files = {
    'main.tf':
      'module "a" {\n  source = "./inner"\n  v      = "given"\n}\nresource "test_thing" "out" {\n  value = module.a.result\n}',
    'inner/main.tf': `variable "v" { default = "own" }\noutput "result" {\n value = "\${var.v}!"\n}\n${thing('var.v')}`,
  }
  assert.deepEqual(values(files), { 'test_thing.out': 'given!', 'module.a.test_thing.it': 'given' })
})

test('null lets a variable that refuses it have its default', () => {
  const files = (nullable: string): Files => ({
    'main.tf': 'module "a" {\n  source = "./inner"\n  v      = null\n}',
    'inner/main.tf': `variable "v" {\n  default = "own"\n${nullable}\n}\n${thing('var.v')}`,
  })
  assert.deepEqual(values(files('')), { 'module.a.test_thing.it': null })
  assert.deepEqual(values(files('  nullable = false')), { 'module.a.test_thing.it': 'own' })
})

test('modules may be repeated, and their outputs asked for by key', () => {
  const files = {
    'main.tf':
      'module "a" {\n  for_each = toset(["x", "y"])\n  source   = "./inner"\n  v        = each.key\n}\nresource "test_thing" "out" {\n  value = module.a["y"].result\n}',
    'inner/main.tf': 'variable "v" {}\noutput "result" {\n value = var.v\n}',
  }
  assert.deepEqual(values(files), { 'test_thing.out': 'y' })
})

test('count and for_each make instances; an unknown number makes one that may be there', () => {
  const counted = (count: string): Files => ({
    'main.tf': `variable "n" {}\nresource "test_thing" "it" {\n  count = ${count}\n  value = count.index\n}`,
  })
  assert.deepEqual(values(counted('2')), { 'test_thing.it[0]': 0, 'test_thing.it[1]': 1 })
  assert.deepEqual(values(counted('0')), {})
  assert.deepEqual(values(counted('var.n')), { 'test_thing.it': '?' })
  assert.deepEqual(
    values({
      'main.tf':
        'resource "test_thing" "it" {\n  for_each = { a = 1 }\n  value = "${each.key}${each.value}"\n}',
    }),
    {
      'test_thing.it["a"]': 'a1',
    },
  )
})

test('dynamic blocks are unfolded, and hidden where nobody knows how many there are', () => {
  const block = (of: string): Files => ({
    'main.tf': `variable "n" {}\nresource "test_thing" "it" {\n  dynamic "part" {\n    for_each = ${of}\n    iterator = one\n    content {\n      name = one.value\n    }\n  }\n}`,
  })
  const parts = (of: string): unknown => child(resourcesOf(block(of)).get('test_thing.it'), 'part')
  assert.equal(JSON.stringify(plainOf(parts('["a", "b"]') as Node)), '[{"name":"a"},{"name":"b"}]')
  assert.equal(
    JSON.stringify((parts('var.n') as { items: Node[] }).items.map(({ kind }) => kind)),
    '["hidden"]',
  )
})

test('what a resource is given is known elsewhere; what it gets refers to it', () => {
  const other = 'resource "test_other" "x" {\n  name = "n"\n}'
  assert.equal(valueOf('test_other.x.name', other), 'n')
  const node = nodeOf('test_other.x.part[0].id', other)
  assert.deepEqual(node.kind === 'hidden' && node.refersTo, { to: 'test_other.x', path: ['part', '0', 'id'] })
})

test('instances are referred to by key, by splat and by one()', () => {
  const other = 'resource "test_other" "x" {\n  count = 1\n}'
  for (const expression of [
    'test_other.x[0].id',
    'one(test_other.x[*].id)',
    'test_other.x.*.id[0]',
    'try(test_other.x[0].id, null)',
  ]) {
    const node = nodeOf(expression, other)
    assert.deepEqual(
      node.kind === 'hidden' && node.refersTo,
      { to: 'test_other.x[0]', path: ['id'] },
      expression,
    )
  }
})

test('what nobody knows never becomes known by the way', () => {
  const unknown = 'variable "u" {}'
  for (const expression of [
    '!var.u',
    'var.u == true',
    'var.u ? true : false',
    'true && var.u',
    'var.u || false',
    'coalesce(var.u, true)',
    'try(var.u, true)',
    'can(var.u.x)',
    'contains([var.u], "a")',
    'lookup(var.u, "a", true)',
    'length(var.u) > 0',
    '[for x in var.u : true]',
    'anytrue([var.u])',
    'merge(var.u, { a = true })',
    'tobool("${var.u}")',
    'timestamp()',
    'templatefile("x", {})',
    'data.test_thing.x.value',
    'terraform.workspace == "prod"',
  ])
    assert.equal(valueOf(expression, unknown), '?', expression)
})

test('what is decided without the unknown part is known', () => {
  const unknown = 'variable "u" {}'
  assert.equal(valueOf('false && var.u', unknown), false)
  assert.equal(valueOf('var.u || true', unknown), true)
  assert.equal(valueOf('var.u ? "a" : "a"', unknown), 'a')
  assert.equal(valueOf('contains([var.u, "a"], "a")', unknown), true)
  assert.equal(valueOf('length([var.u])', unknown), 1)
  assert.equal(valueOf('merge({ b = var.u }, { a = 1 }).a', unknown), 1)
})

test('a value stands where it is written', () => {
  const node = nodeOf('var.v', 'variable "v" {\n  default = "here"\n}')
  assert.ok(node.document !== undefined)
  const { line, column } = locate({ document: node.document, start: node.start, end: node.end })
  assert.deepEqual([line, column], [5, 13])
})

test('circles end', () => {
  assert.equal(valueOf('local.a', 'locals {\n  a = local.b\n  b = local.a\n}'), '?')
  assert.equal(valueOf('test_thing.it.value'), '?')
  const files = {
    'a/main.tf': 'module "b" {\n  source = "../b"\n}',
    'b/main.tf': 'module "a" {\n  source = "../a"\n}',
  }
  assert.ok(problems(files).some(({ code }) => code === 'too-large'))
})

test('a module that is not at hand is told at its place', () => {
  const files = { 'main.tf': '\nmodule "aks" {\n  source = "Azure/aks/azurerm"\n}' }
  assert.deepEqual(
    problems(files).map(({ code, location: { line } }) => [code, line]),
    [['missing-module', 2]],
  )
  assert.equal(problems({ 'main.tf': 'module "x" {\n  source = "../outside"\n}' }).length, 1)
})

test('what installs workloads by itself is told, and what nobody judges', () => {
  const block = (type: string): string => `resource "${type}" "x" {\n}\n`
  const files = {
    'main.tf': ['helm_release', 'azurerm_bastion_host', 'azurerm_subnet', 'random_id', 'azurerm_nat_gateway']
      .map(block)
      .join(''),
  }
  assert.deepEqual(
    problems(files).map(({ code, message, location: { line } }) => `${code} ${line} ${message}`),
    [
      'unread-resource 1 What helm_release.x installs was not analysed.',
      'unknown-kind 3 Nothing judges these resources yet: azurerm_bastion_host 1, azurerm_nat_gateway 1.',
    ],
  )
})

test('a broken line is told, and the rest is read', () => {
  const files = { 'main.tf': `resource "test_thing" "it" {\n  a = = 1\n  value = 2\n}\n${'x'.repeat(3)} ]\n` }
  assert.deepEqual(
    problems(files).map(({ code, location: { line } }) => [code, line]),
    [
      ['broken-syntax', 2],
      ['broken-syntax', 5],
    ],
  )
  assert.deepEqual(values(files), { 'test_thing.it': 2 })
})

test('here-documents keep their lines, and lose what all of them are indented by', () => {
  assert.equal(valueOf('<<EOT\n  a ${1 + 1}\n    b\nEOT\n'), '  a 2\n    b\n')
  assert.equal(valueOf('<<-EOT\n  a ${1 + 1}\n\n    b\n  EOT\n'), 'a 2\n\n  b\n')
})

test('work without end is given up, and that is told', () => {
  const endless = '[for a in range(1000) : [for b in range(1000) : [for c in range(1000) : a]]]'
  const files = { 'main.tf': `resource "azurerm_resource_group" "g" {\n  name = jsonencode(${endless})\n}` }
  assert.deepEqual(
    problems(files).map(({ code }) => code),
    ['too-large'],
  )
})

test('what repeats itself is not unfolded without bound', () => {
  const doubled = Array.from(
    { length: 60 },
    (_, index) => `  l${index + 1} = [local.l${index}, local.l${index}]`,
  )
  assert.equal(valueOf('length(jsonencode(local.l60))', `locals {\n  l0 = 1\n${doubled.join('\n')}\n}`), '?')
  const texts = Array.from(
    { length: 60 },
    (_, index) => `  t${index + 1} = "\${local.t${index}}\${local.t${index}}"`,
  )
  assert.equal(valueOf('local.t60', `locals {\n  t0 = "x"\n${texts.join('\n')}\n}`), '?')
  const chain = Array.from({ length: 5000 }, (_, index) => `  c${index + 1} = local.c${index}`)
  assert.equal(valueOf('local.c5000', `locals {\n  c0 = 1\n${chain.join('\n')}\n}`), '?')
  assert.equal(valueOf('regex("(a+)+$", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab")'), '?')
})

test('the provider’s version decides on its defaults', () => {
  const issuer = (version: string): unknown => {
    const text = `terraform {\n  required_providers {\n    azurerm = { source = "hashicorp/azurerm", version = "${version}" }\n  }\n}\nresource "azurerm_kubernetes_cluster" "a" {\n}\n`
    const [parsed] = parseTerraform([{ path: 'main.tf', text }], () => undefined)
    const cluster = parsed?.facts.find((fact) => fact.asset === 'managed-cluster')
    assert.ok(cluster?.asset === 'managed-cluster' && cluster.oidcIssuer.state !== 'hidden')
    return cluster.oidcIssuer.value
  }
  assert.deepEqual(['~> 4.2', '>= 3.0, < 5.0', '~> 5.0', '5.1.0', '>= 5'].map(issuer), [
    false,
    false,
    true,
    true,
    true,
  ])
})
