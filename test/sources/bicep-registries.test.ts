// Modules of registries: by which names they go, and where what Bicep keeps of them counts.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { scan } from '../../src/engine/scan.ts'
import { acr, admin, type Files, names, problems } from './bicep.ts'

const call = (link: string): Files => ({
  'infra/main.bicep': `module it '${link}' = {\n  params: { name: 'models' }\n}\n`,
})

const alias = (name: string, registry: string, modulePath?: string): string =>
  JSON.stringify({ moduleAliases: { br: { [name]: { registry, modulePath } } } })

test('an alias stands for what the nearest configuration says', () => {
  const called = call('br/avm:res/network/route-table:0.4.0')
  const config = { 'bicepconfig.json': alias('avm', 'mcr.microsoft.com', 'bicep/avm') }
  assert.deepEqual(names({ ...called, ...config }), ['routeTables/models'])
  assert.deepEqual(problems(called), ['missing-module infra/main.bicep:1'])
  const nearer = { ...called, ...config, 'infra/bicepconfig.json': alias('avm', 'models.azurecr.io') }
  assert.deepEqual(problems(nearer), ['missing-module infra/main.bicep:1'])
})

test('whoever gives the alias of the public registry to another one calls modules of that', () => {
  const called = call('br/public:avm/res/network/route-table:0.4.0')
  const mirrored = { ...called, 'bicepconfig.json': alias('public', 'models.azurecr.io', 'bicep') }
  assert.deepEqual(problems(mirrored), ['missing-module infra/main.bicep:1'])
})

test('what is said of the alias of the public registry leaves the rest as it is', () => {
  const called = call('br/public:avm/res/network/route-table:0.4.0')
  const config = (said: object): Files => ({
    ...called,
    'bicepconfig.json': JSON.stringify({ moduleAliases: { br: { public: said } } }),
  })
  assert.deepEqual(names(config({})), ['routeTables/models'])
  assert.deepEqual(problems(config({ modulePath: 'models' })), ['missing-module infra/main.bicep:1'])
  const kept = 'cache/models.azurecr.io/bicep$avm$res$network$route-table/0.4.0$/main.json'
  assert.deepEqual(names({ ...config({ registry: 'models.azurecr.io' }), [kept]: template }), [
    'registries/models',
  ])
})

const template = JSON.stringify({
  $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
  contentVersion: '1.0.0.0',
  metadata: { _generator: { name: 'bicep', version: '0.44.1' } },
  parameters: { name: { type: 'string' } },
  resources: [
    {
      type: acr.split('@')[0],
      apiVersion: '2025-11-01',
      name: "[parameters('name')]",
      properties: { adminUserEnabled: true },
    },
  ],
})

test('what Bicep keeps of a module counts where it is part of the scan, whatever is known of the module', () => {
  const kept = {
    'cache/br/mcr.microsoft.com/bicep$avm$res$container-registry$registry/0.9.1$/main.json': template,
  }
  const files = { ...call('br/public:avm/res/container-registry/registry:0.9.1'), ...kept }
  assert.equal(admin(files), true)
  assert.deepEqual(problems(files), [])
  const other = { ...call('br/public:avm/res/container-registry/registry:0.9.2'), ...kept }
  assert.equal(admin(other), false)
})

test('a module that is kept is no deployment', () => {
  const path = '.bicep/br/models.azurecr.io/registry/1.0.0$/main.json'
  const documents = Object.entries({ ...call('br:models.azurecr.io/registry:1.0.0'), [path]: template })
  const { findings, skipped } = scan({ documents: documents.map(([name, text]) => ({ path: name, text })) })
  const judged = findings.filter(({ name }) => name === 'registry-admin-user')
  assert.deepEqual(
    judged.map(({ asset }) => asset.name),
    ['registries/models'],
  )
  assert.deepEqual(skipped, [])
})
