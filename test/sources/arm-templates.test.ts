// Templates as whole deployments: loops, conditions, children, nested deployments, files of parameters, and places.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import type {
  AzureAsset,
  ContainerRegistry,
  ManagedCluster,
  RoleAssignment,
  Subnet,
} from '../../src/model/azure.ts'
import { originOf, valueOf } from '../../src/model/known.ts'
import { assetsOf, type Files, parameters, read, template } from './arm.ts'

const aks = 'Microsoft.ContainerService/managedClusters'
const acr = 'Microsoft.ContainerRegistry/registries'

function registry(files: Files, name = 'registries/models'): ContainerRegistry {
  const asset = assetsOf(files).get(name)
  assert.ok(asset?.asset === 'container-registry', [...assetsOf(files).keys()].join(' '))
  return asset
}

function names(files: Files): readonly string[] {
  return [...assetsOf(files).values()].map(
    ({ name, confidence }: AzureAsset) => name + (confidence === 'possible' ? '?' : ''),
  )
}

function problems(files: Files): readonly string[] {
  return read(files).flatMap((parsed) =>
    parsed.problems.map(({ code, location }) => `${code} ${location.file}:${location.line}`),
  )
}

const admin = { type: acr, name: 'models', properties: { adminUserEnabled: "[parameters('admin')]" } }

test('a default is known where it stands', () => {
  const text = `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  // Templates may have comments.
  "parameters": { "admin": { "type": "bool",
    "defaultValue": true } },
  "resources": [ { "type": "${acr}", "name": "models",
    "properties": { "adminUserEnabled": "[parameters('admin')]",
      "publicNetworkAccess": "Disabled" } } ]
}`
  const { adminUserEnabled, publicNetworkAccess, origin } = registry({ 'main.json': text })
  const lineOf = (start = 0): number => text.slice(0, start).split('\n').length
  assert.equal(valueOf(adminUserEnabled), true)
  assert.deepEqual(
    [originOf(adminUserEnabled)?.start, originOf(publicNetworkAccess)?.start, origin.start].map(lineOf),
    [5, 8, 6],
  )
})

test('what nobody gives is hidden, never a default', () => {
  const files = { 'main.json': template({ parameters: { admin: { type: 'bool' } }, resources: [admin] }) }
  assert.equal(registry(files).adminUserEnabled.state, 'hidden')
  assert.equal(registry(files).anonymousPullEnabled.state, 'default')
})

test('a file of parameters beside the template wins over defaults; files that differ leave it open', () => {
  const main = template({ parameters: { admin: { type: 'bool', defaultValue: false } }, resources: [admin] })
  const given = (files: Files): unknown => {
    const { adminUserEnabled } = registry({ 'infra/main.json': main, ...files })
    return adminUserEnabled.state === 'hidden' ? '?' : adminUserEnabled.value
  }
  const on = parameters({ Admin: true })
  assert.equal(given({}), false)
  assert.equal(given({ 'infra/main.parameters.json': on }), true)
  assert.equal(given({ 'main.parameters.json': on }), false)
  assert.equal(given({ 'infra/other.parameters.json': on }), false)
  assert.equal(given({ 'infra/main.dev.parameters.json': on, 'infra/main.prod.parameters.json': on }), true)
  const off = parameters({ admin: false })
  assert.equal(given({ 'infra/main.dev.parameters.json': on, 'infra/main.prod.parameters.json': off }), '?')
  const kept = {
    ...parameters({}),
    parameters: { admin: { reference: { keyVault: { id: 'x' }, secretName: 'y' } } },
  }
  assert.equal(given({ 'infra/main.parameters.json': kept }), '?')
})

test('conditions and loops decide what is there', () => {
  const of = (name: string, parts: object): object => ({ type: acr, name, properties: {}, ...parts })
  const files = {
    'main.json': template({
      parameters: { open: { type: 'bool' }, many: { type: 'int' } },
      resources: [
        of('yes', { condition: true }),
        of('no', { condition: "[equals('a', 'b')]" }),
        of('open', { condition: "[parameters('open')]" }),
        of("[format('each{0}', copyIndex(1))]", { copy: { name: 'loop', count: 2 } }),
        of("[concat('many', copyIndex('loop'))]", { copy: { name: 'loop', count: "[parameters('many')]" } }),
      ],
    }),
  }
  assert.deepEqual(names(files).slice(0, 4), [
    'registries/yes',
    'registries/open?',
    'registries/each1',
    'registries/each2',
  ])
  assert.match(names(files)[4] ?? '', /^registries\/\[.*\]\?$/)
})

test('a name that nobody can tell goes by how it is written', () => {
  const one = { type: acr, name: '[newGuid()]', copy: { name: 'loop', count: 2 } }
  assert.deepEqual(names({ 'main.json': template({ resources: [one] }) }), [
    'registries/[0 newGuid()]',
    'registries/[1 newGuid()]',
  ])
})

test('children stand in their parents, or are called after them', () => {
  const files = {
    'main.json': template({
      resources: [
        {
          type: aks,
          name: 'aks',
          properties: { agentPoolProfiles: [{ name: 'system', mode: 'System', osSKU: 'AzureLinux' }] },
          resources: [{ type: 'agentPools', name: 'inner', properties: { mode: 'User' } }],
        },
        { type: `${aks}/agentPools`, name: 'aks/outer', properties: {} },
        { type: `${aks}/agentPools`, name: "[concat('AKS', '/', 'loud')]", properties: {} },
      ],
    }),
  }
  const pools = [...assetsOf(files).values()].filter((asset) => asset.asset === 'agent-pool')
  assert.deepEqual(
    pools.map(({ name, mode, cluster }) => `${name} ${valueOf(mode)} ${valueOf(cluster)?.to}`),
    [
      'managedClusters/aks/agentPools/system System managedClusters/aks',
      'managedClusters/aks/agentPools/inner User managedClusters/aks',
      'managedClusters/aks/agentPools/outer User managedClusters/aks',
      'managedClusters/AKS/agentPools/loud User managedClusters/aks',
    ],
  )
})

test('resources may go by symbolic names, and those that exist already are not declared', () => {
  const files = {
    'main.json': template({
      languageVersion: '2.0',
      resources: {
        models: { type: acr, name: 'models', properties: { adminUserEnabled: true } },
        old: { existing: true, type: acr, name: 'old' },
        pull: {
          type: 'Microsoft.Authorization/roleAssignments',
          name: "[guid('x')]",
          scope: "[resourceId('Microsoft.ContainerRegistry/registries', 'old')]",
          properties: { principalId: "[reference('id').principalId]", roleDefinitionId: 'AcrPull' },
        },
        id: { type: 'Microsoft.ManagedIdentity/userAssignedIdentities', name: 'nodes' },
      },
    }),
  }
  const assets = assetsOf(files)
  assert.equal(assets.size, 3)
  assert.equal(valueOf(registry(files).adminUserEnabled), true)
  const role = [...assets.values()].find(
    (asset): asset is RoleAssignment => asset.asset === 'role-assignment',
  )
  assert.deepEqual(valueOf(role?.principal ?? never())?.to, 'userAssignedIdentities/nodes')
  assert.equal(valueOf(role?.scope ?? never())?.to, 'registries/old')
})

function never(): never {
  throw new assert.AssertionError({ message: 'the asset was not read' })
}

function nested(scope: string | undefined, inner: object, given: object = {}): object {
  return {
    type: 'Microsoft.Resources/deployments',
    name: 'inner',
    properties: {
      mode: 'Incremental',
      ...(scope === undefined ? {} : { expressionEvaluationOptions: { scope } }),
      parameters: given,
      template: template(inner as Record<string, unknown>),
    },
  }
}

test('a nested deployment sees its own parameters, or those around it', () => {
  const inner = { parameters: { admin: { type: 'bool', defaultValue: true } }, resources: [admin] }
  const admitted = (resource: object): unknown =>
    valueOf(
      registry({
        'main.json': template({
          parameters: { admin: { type: 'bool', defaultValue: false } },
          resources: [resource],
        }),
      }).adminUserEnabled,
    )
  assert.equal(admitted(nested('inner', inner)), true)
  assert.equal(admitted(nested('inner', inner, { admin: { value: "[parameters('admin')]" } })), false)
  assert.equal(
    admitted(
      nested('inner', inner, {
        admin: "[if(true(), createObject('value', false()), createObject('value', true()))]",
      }),
    ),
    false,
  )
  assert.equal(admitted(nested('Outer', inner)), false)
  assert.equal(admitted(nested(undefined, inner)), false)
})

test('outputs of nested deployments are followed', () => {
  const inner = {
    resources: [{ type: 'Microsoft.Network/networkSecurityGroups', name: 'nsg' }],
    outputs: {
      id: { type: 'string', value: "[resourceId('Microsoft.Network/networkSecurityGroups', 'nsg')]" },
    },
  }
  const files = {
    'main.json': template({
      resources: [
        {
          type: 'Microsoft.Network/virtualNetworks',
          name: 'net',
          properties: {
            subnets: [
              {
                name: 'models',
                properties: {
                  networkSecurityGroup: {
                    id: "[reference(resourceId('Microsoft.Resources/deployments', 'inner'), '2022-09-01').outputs.id.value]",
                  },
                },
              },
            ],
          },
        },
        nested('inner', inner),
      ],
    }),
  }
  const subnet = assetsOf(files).get('virtualNetworks/net/subnets/models') as Subnet
  assert.equal(valueOf(subnet.securityGroup)?.to, 'networkSecurityGroups/nsg')
})

test('rules that are declared apart belong to their group', () => {
  const rule = { properties: { access: 'Allow', direction: 'Inbound', destinationPortRange: '22' } }
  const files = {
    'main.json': template({
      resources: [
        {
          type: 'Microsoft.Network/networkSecurityGroups',
          name: 'nsg',
          properties: { securityRules: [rule] },
        },
        { type: 'Microsoft.Network/networkSecurityGroups/securityRules', name: 'nsg/ssh', ...rule },
      ],
    }),
  }
  const group = assetsOf(files).get('networkSecurityGroups/nsg')
  assert.equal(group?.asset === 'security-group' && group.rules.length, 2)
})

test('what cannot be read is told with its place', () => {
  const files = {
    'main.json': `{ "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "resources": [
    { "type": "${acr}", "name": "models", "properties": {
      "adminUserEnabled": "[concat(]" } },
    { "type": "Microsoft.Resources/deployments", "name": "linked",
      "properties": { "templateLink": { "uri": "https://example.com/x.json" } } },
    { "type": "Microsoft.KubernetesConfiguration/fluxConfigurations", "name": "flux" },
    { "type": "Microsoft.Storage/storageAccounts", "name": "weights" } ] }`,
  }
  assert.deepEqual([...problems(files)].sort(), [
    'broken-syntax main.json:4',
    'missing-module main.json:5',
    'unknown-kind main.json:8',
    'unread-resource main.json:7',
  ])
  assert.deepEqual(
    problems({
      'main.json':
        '{ "$schema": "https://schema.management.azure.com/schemas/x/deploymentTemplate.json#", "resources": [',
    }),
    ['broken-syntax main.json:1'],
  )
})

test('add-ons are given texts', () => {
  const addonProfiles = {
    azureKeyvaultSecretsProvider: { enabled: true, config: { enableSecretRotation: 'true' } },
  }
  const files = {
    'main.json': template({ resources: [{ type: aks, name: 'aks', properties: { addonProfiles } }] }),
  }
  const cluster = assetsOf(files).get('managedClusters/aks') as ManagedCluster
  assert.equal(valueOf(cluster.addons.secretRotation), true)
  assert.deepEqual(problems(files), [])
})

test('deployments that stand in each other without end, and loops in loops, are bounded', () => {
  let resource: object = { type: acr, name: 'deep', properties: {} }
  for (let depth = 0; depth < 30; depth++) resource = nested('inner', { resources: [resource] })
  assert.ok(
    problems({ 'main.json': template({ resources: [resource] }) }).some((each) =>
      each.startsWith('too-large'),
    ),
  )
  const input = {
    copy: [{ name: 'b', count: 800, input: { copy: [{ name: 'c', count: 800, input: 'x' }] } }],
  }
  const loops = { type: acr, name: 'models', properties: { copy: [{ name: 'a', count: 800, input }] } }
  const started = performance.now()
  read({ 'main.json': template({ resources: [loops] }) })
  assert.ok(performance.now() - started < 5000)
})
