// A name is one resource in one group of one subscription alone. Platforms with the same names in two groups, derived by hand.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { factsOfAzure } from '../../src/breach/facts/azure-facts.ts'
import type { Texts } from './azure-route.ts'
import { platformOf } from './azure-told.ts'

function fact(name: 'egressFirewall' | 'imagePush' | 'imagePull' | 'nodeIdentity', files: Texts): unknown {
  return factsOfAzure(platformOf(files))[name]?.value
}

const rules = (access: string): string =>
  `[{ name: 'all', properties: { direction: 'Outbound', access: '${access}', priority: 100, protocol: '*', sourceAddressPrefix: '*', destinationAddressPrefix: '*', destinationPortRange: '*' } }]`

const types = {
  aks: 'Microsoft.ContainerService/managedClusters@2026-05-01',
  acr: 'Microsoft.ContainerRegistry/registries@2025-11-01',
  group: 'Microsoft.Network/networkSecurityGroups@2025-01-01',
  identity: 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30',
  network: 'Microsoft.Network/virtualNetworks@2025-01-01',
  routes: 'Microsoft.Network/routeTables@2025-01-01',
}

/** What stands in the hub, in a group of its own. */
const hub = `param access string
resource nsg '${types.group}' = { name: 'nsg', properties: { securityRules: ${rules('Allow')} } }
resource drop 'Microsoft.Network/networkSecurityGroups/securityRules@2025-01-01' = {
  parent: nsg
  name: 'drop'
  properties: { direction: 'Outbound', access: access, priority: 90, protocol: '*', sourceAddressPrefix: '*', destinationAddressPrefix: '*', destinationPortRange: '*' }
}
resource routes '${types.routes}' = {
  name: 'rt'
  properties: { routes: [{ name: 'all', properties: { addressPrefix: '0.0.0.0/0', nextHopType: access == 'Deny' ? 'None' : 'Internet' } }] }
}
output nsg string = nsg.id
`

/** A cluster whose subnet has some group, beside a closed group and a hub with an open one. */
function bicep(named: string, { own = 'Deny', more = '' } = {}): Texts {
  const main = `param unknown string
resource aks '${types.aks}' = {
  name: 'aks'
  properties: { agentPoolProfiles: [{ name: 'nodes', vnetSubnetID: vnet.properties.subnets[0].id }] }
}
resource vnet '${types.network}' = {
  name: 'v'
  properties: { subnets: [{ name: 'nodes', properties: { networkSecurityGroup: { id: ${named} } } }] }
}
resource nsg '${types.group}' = { name: 'nsg', properties: { securityRules: ${rules(own)} } }
module hub 'hub.bicep' = {
  name: 'hub'
  scope: resourceGroup('hub')
  params: { access: '${own === 'Deny' ? 'Allow' : 'Deny'}' }
}
${more}`
  return { 'main.bicep': main, 'hub.bicep': hub }
}

const existing = (scope: string): string =>
  `resource far '${types.group}' existing = { name: 'nsg', scope: ${scope} }\n`

test('a group of the same name in another group of resources is not one’s own (Bicep)', () => {
  const egress = (named: string, parts = {}): unknown => fact('egressFirewall', bicep(named, parts))
  assert.equal(egress('nsg.id'), 'enforced')
  assert.equal(egress('nsg.id', { own: 'Allow' }), 'none')
  assert.equal(egress('hub.outputs.nsg'), 'none')
  assert.equal(egress('hub.outputs.nsg', { own: 'Allow' }), 'enforced')
  assert.equal(egress('far.id', { more: existing("resourceGroup('hub')") }), 'none')
  assert.equal(egress('far.id', { more: existing("resourceGroup('HUB')"), own: 'Allow' }), 'enforced')
  const id = (group: string): string => `resourceId(${group}'Microsoft.Network/networkSecurityGroups', 'nsg')`
  assert.equal(egress(id('')), 'enforced')
  assert.equal(egress(id("'hub', ")), 'none')
})

test('what stands in a group that nobody names is neither one surely (Bicep)', () => {
  const egress = (more: string): unknown => fact('egressFirewall', bicep('far.id', { more }))
  assert.equal(egress(existing("resourceGroup('third')")), undefined)
  assert.equal(egress(existing('resourceGroup(unknown)')), undefined)
  assert.equal(egress(existing("resourceGroup('11111111-1111-1111-1111-111111111111', 'hub')")), undefined)
})

const schema = 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#'

function template(resources: readonly unknown[]): Record<string, unknown> {
  return {
    $schema: schema,
    contentVersion: '1.0.0.0',
    parameters: { unknown: { type: 'string' } },
    resources,
  }
}

const every = {
  protocol: '*',
  sourceAddressPrefix: '*',
  destinationAddressPrefix: '*',
  destinationPortRange: '*',
}

function groupIn(access: string): unknown {
  const properties = { direction: 'Outbound', priority: 100, access, ...every }
  return {
    type: 'Microsoft.Network/networkSecurityGroups',
    name: 'nsg',
    properties: { securityRules: [{ name: 'all', properties }] },
  }
}

function arm(id: string): Texts {
  const subnet = { name: 'nodes', properties: { networkSecurityGroup: { id } } }
  const subnetId = "[resourceId('Microsoft.Network/virtualNetworks/subnets', 'v', 'nodes')]"
  const pools = { agentPoolProfiles: [{ name: 'nodes', vnetSubnetID: subnetId }] }
  const nested = {
    type: 'Microsoft.Resources/deployments',
    name: 'hub',
    resourceGroup: 'hub',
    properties: {
      expressionEvaluationOptions: { scope: 'inner' },
      template: template([groupIn('Allow')]),
    },
  }
  const own = [
    { type: 'Microsoft.ContainerService/managedClusters', name: 'aks', properties: pools },
    { type: 'Microsoft.Network/virtualNetworks', name: 'v', properties: { subnets: [subnet] } },
    groupIn('Deny'),
    nested,
  ]
  return { 'main.json': JSON.stringify(template(own)) }
}

test('a group of the same name in another group of resources is not one’s own (ARM)', () => {
  const egress = (before: string): unknown =>
    fact('egressFirewall', arm(`[resourceId(${before}'Microsoft.Network/networkSecurityGroups', 'nsg')]`))
  assert.equal(egress(''), 'enforced')
  assert.equal(egress("'hub', "), 'none')
  assert.equal(egress("'third', "), undefined)
  assert.equal(egress("parameters('unknown'), "), undefined)
})

const push = '8311e382-0749-4cb8-b61a-304f252e45ec'
const pull = '7f951dda-4ed3-4680-a7ca-43fe172d538d'

/** Two identities of one name; the kubelets have that of the hub. */
function identities(kubelet: string): Texts {
  const main = `param unknown string
resource aks '${types.aks}' = {
  name: 'aks'
  properties: { identityProfile: { kubeletidentity: { resourceId: ${kubelet} } } }
}
resource acr '${types.acr}' = { name: 'models' }
resource own '${types.identity}' = { name: 'nodes' }
resource far '${types.identity}' existing = { name: 'nodes', scope: resourceGroup('hub') }
module hub 'identity.bicep' = { name: 'hub', scope: resourceGroup('hub') }
resource pushes 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid('a')
  scope: acr
  properties: { principalId: own.properties.principalId, roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '${push}') }
}
resource pulls 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid('b')
  scope: acr
  properties: { principalId: hub.outputs.principal, roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '${pull}') }
}
`
  const inner = `resource nodes '${types.identity}' = { name: 'nodes' }
output principal string = nodes.properties.principalId
`
  return { 'main.bicep': main, 'identity.bicep': inner }
}

test('identities of one name in two groups have rights of their own', () => {
  const rights = (kubelet: string): readonly unknown[] => [
    fact('imagePush', identities(kubelet)),
    fact('imagePull', identities(kubelet)),
  ]
  assert.deepEqual(rights('own.id'), ['allowed', 'all'])
  assert.deepEqual(rights('far.id'), ['none', 'all'])
  // It may be either: of the rights that one has nothing is sure.
  const unknown = "resourceId(unknown, 'Microsoft.ManagedIdentity/userAssignedIdentities', 'nodes')"
  assert.deepEqual(rights(unknown), [undefined, undefined])
})

test('a lock, a scope and a registry of another group are not one’s own', () => {
  const scoped = (group: string): Texts => ({
    'main.bicep': `resource aks '${types.aks}' = { name: 'aks', properties: {} }
resource acr '${types.acr}' = { name: 'models' }
module roles 'roles.bicep' = {
  name: 'roles'
  scope: resourceGroup('${group}')
  params: { principal: aks.properties.identityProfile.kubeletidentity.objectId }
}
module hub 'acr.bicep' = { name: 'acr', scope: resourceGroup('hub') }
`,
    'acr.bicep': `resource acr '${types.acr}' = { name: 'other' }\n`,
    'roles.bicep': `param principal string
resource pushes 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid('a')
  properties: { principalId: principal, roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '${push}') }
}
`,
  })
  assert.equal(fact('imagePush', scoped('hub')), 'allowed')
  assert.equal(fact('imagePush', scoped('third')), undefined)
})
