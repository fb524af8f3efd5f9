// A module that is not part of the scan may give roles to whomever it is told of: nothing good is told of him then.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { knownFacts } from '../../src/breach/known-facts.ts'
import { readPlatform } from '../../src/engine/read-platform.ts'

const platform = `resource c 'Microsoft.ContainerService/managedClusters@2025-10-01' = {
  name: 'c'
}
resource r 'Microsoft.ContainerRegistry/registries@2025-04-01' = {
  name: 'r'
}
resource pull 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: 'pull'
  scope: r
  properties: {
    principalId: c.properties.identityProfile.kubeletidentity.objectId
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '7f951dda-4ed3-4680-a7ca-43fe172d538d')
  }
}
`
const kubelets = 'c.properties.identityProfile.kubeletidentity.objectId'

function nodeIdentity(files: Readonly<Record<string, string>>): string | undefined {
  const documents = Object.entries(files).map(([path, text]) => ({ path, text }))
  return knownFacts(readPlatform({ documents }, {}).platform, {}).facts.nodeIdentity?.value
}

const calling = (params: string): string => `module grant './grant.bicep' = {\n  params: ${params}\n}\n`

test('a module that is told of the nodes may give them anything', () => {
  for (const params of [
    `{ principal: ${kubelets} }`,
    `{ grants: [{ to: { id: ${kubelets} }, role: 'Contributor' }] }`,
    `union({ principal: ${kubelets} }, {})`,
  ])
    assert.equal(nodeIdentity({ 'main.bicep': platform + calling(params) }), undefined, params)
})

test('a module that is told of somebody else takes nothing away', () => {
  const other = `resource other 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {\n  name: 'other'\n}\n`
  for (const params of [
    '{}',
    "{ name: 'c' }",
    '{ cluster: c.id }',
    '{ principal: other.properties.principalId }',
  ])
    assert.equal(nodeIdentity({ 'main.bicep': platform + other + calling(params) }), 'scoped', params)
})

test('a module that was read says itself what it gives', () => {
  const main = platform + calling(`{ principal: ${kubelets} }`)
  assert.equal(nodeIdentity({ 'main.bicep': main, 'grant.bicep': 'param principal string\n' }), 'scoped')
})

test('a template that links another one is no other matter', () => {
  const linked = {
    type: 'Microsoft.Resources/deployments',
    apiVersion: '2022-09-01',
    name: 'grant',
    properties: {
      mode: 'Incremental',
      templateLink: { uri: 'https://example.com/grant.json' },
      parameters: {
        principal: {
          value:
            "[reference(resourceId('Microsoft.ContainerService/managedClusters', 'c'), '2025-10-01').identityProfile.kubeletidentity.objectId]",
        },
      },
    },
  }
  const template = (...more: readonly object[]): string =>
    JSON.stringify({
      $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
      contentVersion: '1.0.0.0',
      resources: [
        { type: 'Microsoft.ContainerService/managedClusters', apiVersion: '2025-10-01', name: 'c' },
        {
          type: 'Microsoft.Authorization/roleAssignments',
          apiVersion: '2022-04-01',
          name: 'pull',
          properties: {
            principalId: linked.properties.parameters.principal.value,
            roleDefinitionId:
              "[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '7f951dda-4ed3-4680-a7ca-43fe172d538d')]",
          },
        },
        ...more,
      ],
    })
  assert.equal(nodeIdentity({ 'main.json': template() }), 'scoped')
  assert.equal(nodeIdentity({ 'main.json': template(linked) }), undefined)
})

test('a module of Terraform that is not here is no other matter', () => {
  const resources = `resource "azurerm_kubernetes_cluster" "c" {
  name = "c"
}
resource "azurerm_role_assignment" "pull" {
  scope = "/subscriptions/0/resourceGroups/rg/providers/Microsoft.ContainerRegistry/registries/r"
  principal_id = azurerm_kubernetes_cluster.c.kubelet_identity[0].object_id
  role_definition_name = "AcrPull"
}
`
  const called = (argument: string): string =>
    `module "grant" {\n  source = "models/grant/azurerm"\n  to = ${argument}\n}\n`
  const kubelet = 'azurerm_kubernetes_cluster.c.kubelet_identity[0].object_id'
  for (const argument of [kubelet, `[${kubelet}]`, `{ nodes = { id = ${kubelet} } }`])
    assert.equal(nodeIdentity({ 'main.tf': resources + called(argument) }), undefined, argument)
  for (const argument of ['"c"', 'azurerm_kubernetes_cluster.c.id'])
    assert.equal(nodeIdentity({ 'main.tf': resources + called(argument) }), 'scoped', argument)
})
