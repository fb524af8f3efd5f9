// Modules of Bicep: followed with what they are called with, or told.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { scan } from '../../src/engine/scan.ts'
import type { ContainerRegistry } from '../../src/model/azure.ts'
import { valueOf } from '../../src/model/known.ts'
import { acr, admin, asset, names, problems, registry } from './bicep.ts'

const module = `param admin bool = true
param name string = 'models'
resource models '${acr}' = {
  name: name
  properties: { adminUserEnabled: admin }
}
output id string = models.id
output admin bool = admin
`

test('a module is judged with what it is called with, never alone', () => {
  const main = "module acr 'modules/acr.bicep' = {\n  params: { admin: false }\n}\n"
  const files = { 'main.bicep': main, 'modules/acr.bicep': module }
  assert.deepEqual(names(files), ['registries/models'])
  assert.equal(admin(files), false)
  const { origin, declaredIn } = asset<ContainerRegistry>(files, 'registries/models')
  assert.deepEqual([origin.document.path, declaredIn], ['modules/acr.bicep', 'main.bicep'])
  assert.equal(admin({ ...files, 'main.bicep': "module acr './modules/acr.bicep' = {}\n" }), true)
})

test('a module that is called with null has its default', () => {
  const main = "module acr 'acr.bicep' = {\n  params: { admin: null }\n}\n"
  assert.equal(admin({ 'main.bicep': main, 'acr.bicep': module }), true)
})

test('outputs of modules lead back to what they are made of', () => {
  const main = `
module first 'acr.bicep' = {
  params: { admin: false, name: 'first' }
}
module both 'both.bicep' = {
  params: { like: first.outputs.admin }
}
`
  const both = "param like bool\nmodule inner 'acr.bicep' = {\n  params: { admin: like }\n}\n"
  assert.equal(admin({ 'main.bicep': main, 'both.bicep': both, 'acr.bicep': module }), false)
})

test('modules of one name in two modules are not taken for each other', () => {
  const outer = `param on bool
module inner 'acr.bicep' = {
  name: 'inner'
  params: { admin: on, name: 'of\${on}' }
}
output admin bool = inner.outputs.admin
`
  const main = `
module yes 'outer.bicep' = { params: { on: true } }
module no 'outer.bicep' = { params: { on: false } }
resource models '${acr}' = {
  name: 'models'
  properties: { adminUserEnabled: yes.outputs.admin }
}
`
  const files = { 'main.bicep': main, 'outer.bicep': outer, 'acr.bicep': module }
  assert.equal(admin(files), true)
  assert.equal(admin(files, 'registries/ofTrue'), true)
  assert.equal(admin(files, 'registries/ofFalse'), false)
})

test('modules of one name in two groups are told apart', () => {
  const main = `
module oneOf 'acr.bicep' = {
  name: 'registry'
  scope: resourceGroup('a')
  params: { admin: true, name: 'a' }
}
module two 'acr.bicep' = {
  name: 'registry'
  scope: resourceGroup('b')
  params: { admin: false, name: 'b' }
}
resource models '${acr}' = {
  name: 'models'
  properties: { adminUserEnabled: oneOf.outputs.admin }
}
`
  assert.equal(admin({ 'main.bicep': main, 'acr.bicep': module }), true)
})

test('a module that is not here is not taken for one of the same name elsewhere', () => {
  const main = `module other 'other.bicep' = {}
module acr 'gone.bicep' = {}
resource models '${acr}' = {
  name: 'models'
  properties: { adminUserEnabled: acr.outputs.admin }
}
`
  const other = "module acr 'acr.bicep' = { params: { admin: false, name: 'inner' } }\n"
  const files = { 'main.bicep': main, 'other.bicep': other, 'acr.bicep': module }
  assert.deepEqual([admin(files, 'registries/inner'), admin(files)], [false, '?'])
})

test('a module that is not here is told, and nothing is guessed of it', () => {
  const main = `
module aks 'br/public:avm/res/machine-learning-services/workspace:0.8.0' = {
  params: { name: 'aks' }
}
module gone './gone.bicep' = {}
module outside '../../outside.bicep' = {}
${registry('models', '', '  properties: { adminUserEnabled: aks.outputs.admin }')}`
  const files = { 'main.bicep': main }
  assert.deepEqual(problems(files), [
    'missing-module main.bicep:2',
    'missing-module main.bicep:5',
    'missing-module main.bicep:6',
  ])
  assert.deepEqual(names(files), ['registries/models'])
  assert.equal(admin(files), '?')
})

test('what Bicep made of a file tells what its modules of registries would make, and nothing a second time', () => {
  const compiled = (admin: string): string =>
    JSON.stringify({
      $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
      metadata: { _generator: { name: 'bicep', version: '0.44.1' } },
      resources: {
        acr: {
          type: 'Microsoft.Resources/deployments',
          name: 'acr',
          properties: {
            template: {
              parameters: { admin: { type: 'bool', defaultValue: true } },
              resources: [
                {
                  type: 'Microsoft.ContainerRegistry/registries',
                  name: 'models',
                  properties: { adminUserEnabled: admin },
                },
              ],
            },
          },
        },
      },
    })
  const main =
    "module acr 'br/public:avm/res/container-registry/registry:0.9.1' = {\n  params: { admin: false }\n}\n"
  const documents = Object.entries({
    'main.bicep': main,
    'main.json': compiled("[parameters('admin')]"),
  }).map(([path, text]) => ({ path, text }))
  const { findings, skipped, counts } = scan({ documents })
  assert.ok(findings.every(({ name }) => name !== 'registry-admin-user'))
  assert.ok(findings.some(({ location }) => location.file === 'main.json'))
  assert.deepEqual([skipped, counts.incomplete], [[], 0])
  const names = findings.map(({ name, asset }) => `${name} ${asset.name}`)
  assert.deepEqual(names, [...new Set(names)])
})

test('modules that call each other in a circle end, and are told', () => {
  const files = {
    'a.bicep': `module b 'b.bicep' = {}\n${registry('models')}`,
    'b.bicep': "module a 'a.bicep' = {}\nmodule again 'a.bicep' = {}\n",
  }
  assert.ok(problems(files).every((each) => each.startsWith('too-large')))
  assert.ok(problems(files).length > 0)
  assert.ok(names(files).includes('registries/models'))
})

test('a template of ARM may be a module', () => {
  const arm = JSON.stringify({
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    parameters: { admin: { type: 'bool' } },
    resources: [
      {
        type: 'Microsoft.ContainerRegistry/registries',
        apiVersion: '2025-11-01',
        name: 'models',
        properties: { adminUserEnabled: "[parameters('admin')]" },
      },
    ],
  })
  const files = { 'main.bicep': "module m 'acr.json' = { params: { admin: true } }\n", 'acr.json': arm }
  assert.equal(admin(files), true)
})

test('a whole subscription is deployed into its groups', () => {
  const main = `
targetScope = 'subscription'
resource group 'Microsoft.Resources/resourceGroups@2024-11-01' = {
  name: 'rg'
  location: deployment().location
}
module acr 'acr.bicep' = {
  scope: group
}
`
  const files = { 'main.bicep': main, 'acr.bicep': module }
  assert.deepEqual(names(files), ['resourceGroups/rg', 'registries/models'])
  assert.equal(valueOf(asset<ContainerRegistry>(files, 'registries/models').resourceGroup), 'rg')
})
