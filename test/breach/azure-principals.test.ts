// Whose rights they are: role assignments that name principals by what Entra calls them. Derived by hand.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { factsOfAzure } from '../../src/breach/facts/azure-facts.ts'
import { report, type Texts } from './azure-route.ts'
import { platformOf } from './azure-told.ts'

const nodes = '11111111-1111-1111-1111-111111111111'
const other = '22222222-2222-2222-2222-222222222222'
const push = '8311e382-0749-4cb8-b61a-304f252e45ec'
const group = '/subscriptions/s/resourceGroups/g/providers'
const identityId = `${group}/Microsoft.ManagedIdentity/userAssignedIdentities/nodes`

/** The fact, and what the control says that asks the same. */
function answers(files: Texts): readonly (string | undefined)[] {
  const found = report(files).findings.find(({ name }) => name === 'kubelet-identity-pushes')
  const location = found === undefined ? undefined : `${found.location.file}:${found.location.line}`
  return [factsOfAzure(platformOf(files)).imagePush?.value, found?.verdict, location]
}

interface Terraform {
  readonly kubelet?: string
  readonly principal: string
  readonly more?: string
}

function terraform({ kubelet = '', principal, more = '' }: Terraform): Texts {
  const text = `resource "azurerm_kubernetes_cluster" "aks" {
  ${kubelet}
}
resource "azurerm_container_registry" "acr" {}
resource "azurerm_role_assignment" "push" {
  scope = azurerm_container_registry.acr.id
  role_definition_name = "AcrPush"
  principal_id = ${principal}
  ${more}
}
variable "unknown" {}
`
  return { 'main.tf': text }
}

const allowed = ['allowed', 'fail', 'main.tf:7']
const stranger = [undefined, undefined, undefined]
const open = [undefined, 'unknown', 'main.tf:5']

test('a principal is the cluster’s where its own declaration says so', () => {
  const kubelet = `kubelet_identity { object_id = "${nodes}" }`
  assert.deepEqual(answers(terraform({ kubelet, principal: `"${nodes}"` })), allowed)
  assert.deepEqual(answers(terraform({ kubelet, principal: `"${other}"` })), stranger)
})

test('a principal of whom nobody says who he is may be the cluster’s, unless he is human', () => {
  const principal = `"${nodes}"`
  assert.deepEqual(answers(terraform({ principal })), open)
  assert.deepEqual(answers(terraform({ principal: 'var.unknown' })), open)
  assert.deepEqual(answers(terraform({ principal, more: 'principal_type = "Group"' })), stranger)
  assert.deepEqual(
    answers(terraform({ principal: 'var.unknown', more: 'principal_type = "User"' })),
    stranger,
  )
})

test('a right that may not be there leaves the question open', () => {
  const kubelet = `kubelet_identity { object_id = "${nodes}" }`
  const files = terraform({ kubelet, principal: `"${nodes}"`, more: 'count = var.unknown' })
  assert.deepEqual(answers(files), [undefined, 'unknown', 'main.tf:7'])
})

const kubelet = `kubelet_identity { user_assigned_identity_id = "${identityId}" }`

function shown(id: string, principalId: string): Texts {
  return { 'azure.json': JSON.stringify([{ id, name: 'nodes', properties: { principalId } }]) }
}

test('what Azure shows of an identity tells whose the principal is', () => {
  const principal = `"${nodes}"`
  const files = terraform({ kubelet, principal })
  assert.deepEqual(answers(files), open)
  assert.deepEqual(answers({ ...files, ...shown(identityId, nodes) }), allowed)
  assert.deepEqual(answers({ ...files, ...shown(identityId.toUpperCase(), nodes) }), allowed)
  // The nodes’ is known, and it is another one.
  assert.deepEqual(answers({ ...files, ...shown(identityId, other) }), stranger)
  // It is somebody else’s.
  const elsewhere = identityId.replace('/g/', '/h/')
  assert.deepEqual(answers({ ...files, ...shown(elsewhere, nodes) }), stranger)
})

test('what a configuration asks for is what Azure shows by that name in that group', () => {
  const asked = `data "azurerm_user_assigned_identity" "nodes" {
  name = "nodes"
  resource_group_name = "g"
}
`
  const kubelet =
    'kubelet_identity { user_assigned_identity_id = data.azurerm_user_assigned_identity.nodes.id }'
  const { 'main.tf': text = '' } = terraform({ kubelet, principal: `"${nodes}"` })
  const files = (id: string): Texts => ({ 'main.tf': text, 'asked.tf': asked, ...shown(id, nodes) })
  assert.deepEqual(answers(files(identityId)), allowed)
  assert.deepEqual(answers(files(identityId.replace('/g/', '/h/'))), stranger)
})

function bicep(kubelet: string, principal: string): Texts {
  const text = `param kubeletObjectId string = '${nodes}'
resource aks 'Microsoft.ContainerService/managedClusters@2026-05-01' = {
  name: 'aks'
  properties: { identityProfile: { kubeletidentity: { ${kubelet} } } }
}
resource acr 'Microsoft.ContainerRegistry/registries@2025-11-01' = { name: 'acr' }
resource own 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = { name: 'nodes' }
resource pushes 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid('a')
  scope: acr
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '${push}')
    principalId: ${principal}
  }
}
`
  return { 'main.bicep': text }
}

test('the same in Bicep, and an identity that is only said to be there is one and the same', () => {
  const yes = ['allowed', 'fail', 'main.bicep:12']
  assert.deepEqual(answers(bicep('objectId: kubeletObjectId', 'kubeletObjectId')), yes)
  assert.deepEqual(answers(bicep('objectId: kubeletObjectId', `'${other}'`)), stranger)
  assert.deepEqual(answers(bicep('resourceId: own.id', 'own.properties.principalId')), yes)
  assert.deepEqual(answers(bicep('resourceId: own.id', 'kubeletObjectId')), [
    undefined,
    'unknown',
    'main.bicep:8',
  ])
})

const asked = `data "azurerm_kubernetes_cluster" "aks" {
  name = "aks"
  resource_group_name = "GROUP"
}
data "azurerm_role_definition" "push" {
  name = "AcrPush"
}
data "azurerm_container_registry" "acr" {
  name = "acr"
  resource_group_name = "rg"
}
resource "azurerm_role_assignment" "push" {
  scope = data.azurerm_container_registry.acr.id
  role_definition_id = data.azurerm_role_definition.push.id
  principal_id = data.azurerm_kubernetes_cluster.aks.kubelet_identity[0].object_id
}
`

test('what another configuration asks for is the cluster of that name in that group', () => {
  const declared = `resource "azurerm_kubernetes_cluster" "main" {
  name = "aks"
  resource_group_name = "rg"
}
resource "azurerm_container_registry" "acr" {
  name = "acr"
  resource_group_name = "rg"
}
`
  const files = (group: string): Texts => ({
    'aks/main.tf': declared,
    'rights/main.tf': asked.replace('GROUP', group),
  })
  assert.deepEqual(answers(files('rg')), ['allowed', 'fail', 'rights/main.tf:14'])
  assert.deepEqual(answers(files('other')), stranger)
})

test('what a module of one configuration asks for is told in another one', () => {
  const outer = `module "asked" {
  source = "./asked"
}
resource "azurerm_role_assignment" "push" {
  scope = module.asked.registry
  role_definition_name = module.asked.role
  principal_id = module.asked.principal
}
resource "azurerm_kubernetes_cluster" "main" {
  name = "aks"
  resource_group_name = "rg"
}
`
  const inner = `${asked.replace('GROUP', 'rg').replace(/resource "azurerm_role_assignment"[^}]*}\n/, '')}output "registry" {
  value = data.azurerm_container_registry.acr.id
}
output "role" {
  value = data.azurerm_role_definition.push.name
}
output "principal" {
  value = data.azurerm_kubernetes_cluster.aks.kubelet_identity[0].object_id
}
`
  assert.deepEqual(answers({ 'main.tf': outer, 'asked/main.tf': inner }).slice(0, 2), ['allowed', 'fail'])
})

test('an identity that two configurations ask for is one and the same', () => {
  const nodes = `data "azurerm_user_assigned_identity" "nodes" {
  name = "nodes"
  resource_group_name = "rg"
}
`
  const kubelet =
    'kubelet_identity { user_assigned_identity_id = data.azurerm_user_assigned_identity.nodes.id }'
  const files = (right: string): Texts => ({
    'aks/main.tf': `${nodes}resource "azurerm_kubernetes_cluster" "aks" {\n${kubelet}\n}\n`,
    'rights/main.tf': `${right}resource "azurerm_role_assignment" "push" {
  scope = "/subscriptions/s"
  role_definition_name = "AcrPush"
  principal_id = data.azurerm_user_assigned_identity.nodes.principal_id
}
`,
  })
  assert.deepEqual(answers(files(nodes)).slice(0, 2), ['allowed', 'fail'])
  assert.deepEqual(answers(files(nodes.replace('"rg"', '"other"'))).slice(0, 2), [undefined, undefined])
})

test('an identity of the nodes that nobody names may be any that is declared', () => {
  const files = (named: string, kind: string): Texts => ({
    'main.bicep': `param unknown string
resource own 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = { name: 'own' }
resource aks 'Microsoft.ContainerService/managedClusters@2026-05-01' = {
  name: 'aks'
  properties: { identityProfile: { kubeletidentity: { resourceId: ${named} } } }
}
resource acr 'Microsoft.ContainerRegistry/registries@2025-11-01' = { name: 'acr' }
resource pushes 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid('a')
  scope: acr
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '${push}')
    principalId: own.properties.principalId
    principalType: '${kind}'
  }
}
`,
  })
  assert.deepEqual(answers(files('unknown', 'ServicePrincipal')), [undefined, 'unknown', 'main.bicep:8'])
  assert.deepEqual(answers(files('own.id', 'ServicePrincipal')).slice(0, 2), ['allowed', 'fail'])
  const other = "resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', 'other')"
  assert.deepEqual(answers(files(other, 'ServicePrincipal')), stranger)
})
