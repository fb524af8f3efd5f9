// Long files of Bicep take time in proportion to their length, whatever they consist of.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { isSuperlinear } from '../growth.ts'
import { read, registry } from './bicep.ts'

function repeated(line: (index: number) => string): (count: number) => string {
  return (count) => Array.from({ length: count }, (_, index) => line(index)).join('\n')
}

const texts: Readonly<Record<string, (count: number) => string>> = {
  parameters: repeated((i) => `param p${i} string = 'a'`),
  'variables in a chain': repeated((i) => `var v${i + 1} = '\${v${i % 50}}x'`),
  resources: repeated((i) => registry(`r${i}`)),
  'resources that name each other': repeated((i) =>
    registry(
      `r${i}`,
      '',
      `  properties: { adminUserEnabled: r${Math.max(0, i - 1)}.properties.adminUserEnabled }`,
    ),
  ),
  'comments that are not closed': repeated((i) => `var v${i} = 1 /* \nvar w${i} = 2`),
  'texts that are not closed': repeated((i) => `var v${i} = 'a`),
  'long texts that are not closed': repeated((i) => `var v${i} = $'''\${`),
  'what is put into one text': (count) => `var v = $'''${'${1} '.repeat(count)}'''`,
  'what is put into a short text': (count) => `var v = '${'${1} '.repeat(count)}'`,
  'items of a list': (count) => `var v = [\n${'  { a: 1, b: [2] }\n'.repeat(count)}]\nvar w = length(v)`,
  'brackets that are not closed': (count) => `var v = ${'[\n'.repeat(count)}`,
  'lines behind an expression': (count) =>
    `var v = (1 ? ${'\n'.repeat(count)} 2 : !!!!!3${'\n'.repeat(count)})`,
  'a chain of properties': (count) => `var v = a${'.b'.repeat(count)}`,
  'a chain of operators': (count) => `var v = true${' && true'.repeat(count)}`,
  'alternatives of a type': (count) => `param p ${"'a' | ".repeat(count)}'b' = 'b'`,
  'modules that are not here': repeated((i) => `module m${i} 'gone.bicep' = { name: 'm${i}' }`),
  'children of one resource': (count) =>
    `resource c 'Microsoft.ContainerService/managedClusters@2026-05-01' = {\n  name: 'c'\n${repeated(
      (i) => `  resource p${i} 'agentPools' = { name: 'p${i}' }`,
    )(count)}\n}`,
  'outputs of one module': (count) =>
    `module m 'main.bicep' = { name: 'm' }\n${repeated((i) => `output o${i} string = m.outputs.o${i}`)(count)}`,
}

/** Where each line costs less, only more of them can be told from noise. */
const sizes: Readonly<Record<string, number>> = {
  'a chain of properties': 50_000,
  'alternatives of a type': 40_000,
  'what is put into a short text': 10_000,
  'what is put into one text': 10_000,
  resources: 1_000,
  'resources that name each other': 1_000,
}

for (const [name, make] of Object.entries(texts))
  test(`${name} take linear time`, () => {
    assert.ok(!isSuperlinear((count) => void read({ 'main.bicep': make(count) }), sizes[name] ?? 4_000))
  })
