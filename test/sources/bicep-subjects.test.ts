// Bicep of real projects: all of it is read, and what it makes is what Bicep itself makes of it.
import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { child, type Node } from '../../src/kernel/tree.ts'
import type { AzureAsset } from '../../src/model/azure.ts'
import type { Document } from '../../src/model/origin.ts'
import { parseFile } from '../../src/sources/bicep/parse-file.ts'
import { asText } from '../../src/values/value.ts'
import { type Written, writtenIn } from '../../src/template/declarations.ts'
import { treeOf } from '../../src/template/json.ts'
import { hasSuites, shared } from '../conformance/suites.ts'
import { read } from './bicep.ts'
import { plain } from './plain.ts'

const subjects = join(shared, 'subjects')
const skip = !(hasSuites() && existsSync(subjects)) && 'the projects are not here'

function documents(pattern: string): readonly Document[] {
  return globSync(pattern, { cwd: subjects })
    .sort()
    .map((path) => ({ path, text: readFileSync(join(subjects, path), 'utf8') }))
}

test('every file of Bicep is parsed, and each part of it has its place', { skip }, (context) => {
  const files = documents('**/*.{bicep,bicepparam}').map(parseFile)
  assert.deepEqual(
    files.flatMap(({ faults }) => faults),
    [],
  )
  for (const { document, template } of files) checkPlaces(template, document)
  const count = files.reduce((sum, { declared }) => sum + declared.count, 0)
  context.diagnostic(`${files.length} files, ${count} declarations`)
  assert.ok(files.length >= 505 && count > 6_000)
})

function checkPlaces(node: Node, document: Document): void {
  assert.ok(node.document === document && node.start >= 0 && node.start <= node.end)
  assert.ok(node.end <= document.text.length)
  if (node.kind === 'map') for (const { value } of node.entries.values()) checkPlaces(value, document)
  if (node.kind === 'list') for (const each of node.items) checkPlaces(each, document)
}

/** The resources of a template, those in others beside them, as type, version, condition and loop. */
function shapesOf(template: Node): readonly string[] {
  const shape = ({ node, around }: Written): string[] => {
    const type = asText(child(node, 'type')) ?? ''
    const inherited =
      around === undefined || type.includes('.') ? '' : `${asText(child(around.node, 'type'))}/`
    const version = asText(child(node, 'apiVersion')) ?? asText(child(around?.node, 'apiVersion'))
    const isModule = type === 'Microsoft.Resources/deployments'
    const marks = ['existing', 'condition', 'copy'].filter((key) => child(node, key) !== undefined)
    const own = [inherited + type, isModule ? '' : version, ...marks].join(' ').trim()
    return [own, ...writtenIn(node, { node, symbol: undefined }).flatMap(shape)]
  }
  return writtenIn(template).flatMap(shape).sort()
}

const avm = 'avm-bicep/avm/res'

/** Those that have what Bicep makes of them beside them. */
const compiledModules = [
  'container-service/managed-cluster',
  'network/network-security-group',
  'container-registry/registry',
  'key-vault/vault',
]

for (const path of compiledModules)
  test(`${path} declares what Bicep compiles it to`, { skip }, (context) => {
    const [source, compiled] = documents(`${avm}/${path}/main.{bicep,json}`)
    assert.ok(source !== undefined && compiled !== undefined)
    const tree = treeOf(compiled, [])
    assert.ok(tree !== undefined)
    const [own, expected] = [shapesOf(parseFile(source).template), shapesOf(tree)]
    context.diagnostic(`${expected.length} resources`)
    assert.deepEqual(own, expected)
  })

function assetsIn(files: readonly Document[]): ReadonlyMap<string, AzureAsset> {
  const facts = read(Object.fromEntries(files.map(({ path, text }) => [path, text]))).flatMap(
    (each) => each.facts,
  )
  const assets = (facts as readonly AzureAsset[]).filter(({ declaredIn }) =>
    declaredIn.endsWith('.test.bicep'),
  )
  return new Map(assets.map((each) => [`${each.declaredIn} ${each.name}`, each]))
}

test(
  'modules of Bicep and what they compile to come to the same, with whatever they are called',
  { skip },
  (context) => {
    const files = compiledModules.flatMap((path) => documents(`${avm}/${path}/**/*.{bicep,json}`))
    const instead = files.map(({ path, text }) => ({
      path,
      text: path.endsWith('.test.bicep') ? text.replaceAll(/((?:\.\.\/)+main)\.bicep'/g, "$1.json'") : text,
    }))
    const [own, compiled] = [assetsIn(files), assetsIn(instead)]
    const differing = [...compiled].filter(([key, each]) => {
      const mine = own.get(key)
      return mine === undefined || JSON.stringify(plain(mine)) !== JSON.stringify(plain(each))
    })
    context.diagnostic(`${compiled.size} assets, ${differing.length} differ`)
    // Only what is compiled has the modules of registries, whose locks have the same names; and only Bicep tells of a property that it may not be there.
    const expected =
      /privateEndpoints|key-vault.*(?:locks|roleAssignments)\/|registry.*locks\/|istio\/main\.test\.bicep roleAssignments/
    assert.deepEqual(
      differing.map(([key]) => key).filter((key) => !expected.test(key)),
      [],
    )
    assert.ok(compiled.size > 120 && differing.length < 20)
  },
)

test('whole projects are read', { skip }, (context) => {
  for (const project of ['aks-baseline', 'aks-construction', 'avm-bicep']) {
    const files = Object.fromEntries(
      documents(`${project}/**/*.{bicep,bicepparam}`).map(({ path, text }) => [path, text] as const),
    )
    const parsed = read(files)
    const problems = parsed.flatMap((each) => each.problems)
    const facts = parsed.flatMap((each) => each.facts)
    context.diagnostic(
      `${project}: ${parsed.length} files, ${facts.length} assets, ${problems.length} problems`,
    )
    assert.ok(facts.length > 10)
    const codes = new Set(problems.map(({ code }) => code))
    assert.ok(!codes.has('broken-syntax') && !codes.has('too-large'), [...codes].join(' '))
  }
})
