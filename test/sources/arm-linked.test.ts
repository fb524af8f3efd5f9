// Templates that others link to by their path.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { ContainerRegistry } from '../../src/model/azure.ts'
import { valueOf } from '../../src/model/known.ts'
import { assetsOf, type Files, read, template } from './arm.ts'

function problems(files: Files): readonly string[] {
  return read(files).flatMap((parsed) =>
    parsed.problems.map(({ code, location }) => `${code} ${location.file}:${location.line}`),
  )
}

const linked = template({
  parameters: { admin: { type: 'bool' } },
  resources: [
    {
      type: 'Microsoft.ContainerRegistry/registries',
      name: 'models',
      properties: { adminUserEnabled: "[parameters('admin')]" },
    },
  ],
})

const linking = (templateLink: object, variables: object = {}): Record<string, unknown> =>
  template({
    parameters: { admin: { type: 'bool', defaultValue: false } },
    variables,
    resources: [
      {
        type: 'Microsoft.Resources/deployments',
        name: 'registry',
        properties: { templateLink, parameters: { admin: { value: true } } },
      },
    ],
  })

test('a template that another one links to is deployed with what that gives it, and not alone', () => {
  const files = {
    'azure/main.json': linking({ relativePath: 'nested/registry.json' }),
    'azure/nested/registry.json': linked,
  }
  const registry = assetsOf(files).get('registries/models') as ContainerRegistry
  assert.equal(valueOf(registry.adminUserEnabled), true)
  assert.equal(registry.origin.document.path, 'azure/nested/registry.json')
  assert.equal(read(files).flatMap(({ facts }) => facts).length, 1)
  assert.deepEqual(problems(files), [])
})

test('a path to a template may have to be worked out', () => {
  const link = { relativePath: "[concat(variables('folder'), '/registry.json')]" }
  const files = { 'main.json': linking(link, { folder: 'nested' }), 'nested/registry.json': linked }
  assert.deepEqual(problems(files), [])
  const values = read(files)
    .flatMap(({ facts }) => facts)
    .map((fact) => valueOf((fact as ContainerRegistry).adminUserEnabled))
  assert.ok(values.includes(true))
})

test('templates that link to each other are read to an end', () => {
  const files = {
    'a.json': linking({ relativePath: 'b.json' }),
    'b.json': linking({ relativePath: 'a.json' }),
  }
  assert.ok(problems(files).every((each) => each.startsWith('too-large')))
  assert.ok(problems(files).length > 0)
  assert.deepEqual(problems({ 'a.json': linking({ relativePath: 'a.json' }) })[0], 'too-large a.json:5')
})

test('a template that stands elsewhere is told with where that is', () => {
  const told = (link: object): readonly string[] =>
    read({ 'main.json': linking(link) }).flatMap((parsed) => parsed.problems.map(({ message }) => message))
  assert.deepEqual(told({ relativePath: 'gone.json' }), [
    'The template of deployments/registry comes from gone.json and was not analysed.',
  ])
  assert.deepEqual(told({ uri: 'https://example.com/x.json' }), [
    'The template of deployments/registry comes from https://example.com/x.json and was not analysed.',
  ])
  const spec =
    '/subscriptions/0/resourceGroups/g/providers/Microsoft.Resources/templateSpecs/aks/versions/1.0'
  assert.deepEqual(told({ id: spec }), [
    `The template of deployments/registry is the template spec ${spec} and was not analysed.`,
  ])
})

test('a path out of the scanned folder leads to nothing', () => {
  assert.equal(problems({ 'main.json': linking({ relativePath: '../../etc/passwd' }) }).length, 1)
})
