// What templates of ARM and Azure itself tell: the same route from a container to the registry as Terraform.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { pod, report, routeTo } from './azure-route.ts'

const model = pod('model')

const armTemplate = `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "parameters": { "clusterName": { "type": "string" } },
  "variables": { "registry": "[concat('acr', uniqueString(resourceGroup().id))]" },
  "resources": [
    {
      "type": "Microsoft.ContainerService/managedClusters",
      "name": "[parameters('clusterName')]",
      "properties": {
        "networkProfile": { "networkPolicy": "cilium" },
        "agentPoolProfiles": [{ "name": "nodes", "mode": "System" }]
      }
    },
    { "type": "Microsoft.ContainerRegistry/registries", "name": "[variables('registry')]" },
    {
      "type": "Microsoft.Authorization/roleAssignments",
      "name": "[guid(resourceGroup().id)]",
      "scope": "[resourceId('Microsoft.ContainerRegistry/registries', variables('registry'))]",
      "properties": {
        "principalId": "[reference(resourceId('Microsoft.ContainerService/managedClusters', parameters('clusterName'))).identityProfile.kubeletidentity.objectId]",
        "roleDefinitionId": "[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '8311e382-0749-4cb8-b61a-304f252e45ec')]"
      }
    }
  ]
}
`

test('the same route is read from a template of ARM whose names nobody knows yet', () => {
  const route = (text: string): unknown =>
    routeTo('pushing images', report({ 'main.json': text, 'pod.yaml': model }))
  const steps = [
    'the instance metadata service of nodes main.json:6',
    'managed identity kubelet main.json:6',
    'pushing to the registry main.json:15',
  ]
  assert.deepEqual(route(armTemplate), steps)
  // On all of the group that the deployment goes into.
  assert.deepEqual(route(armTemplate.replace(/"scope": .*/, '"comments": "",')), steps)
  // On the whole subscription.
  const around = armTemplate.replace('deploymentTemplate.json', 'subscriptionDeploymentTemplate.json')
  assert.deepEqual(route(around.replace(/"scope": .*/, '"comments": "",')), steps)
  const elsewhere = armTemplate.replace(/"scope": .*/, '"scope": "/subscriptions/x/resourceGroups/other",')
  assert.notDeepEqual(route(elsewhere), steps)
  const pull = armTemplate.replace(
    '8311e382-0749-4cb8-b61a-304f252e45ec',
    '7f951dda-4ed3-4680-a7ca-43fe172d538d',
  )
  assert.notDeepEqual(route(pull), steps)
})

test('the same route is read from what Azure shows', () => {
  const group = '/subscriptions/x/resourceGroups/rg/providers'
  const cluster = {
    id: `${group}/Microsoft.ContainerService/managedClusters/aks`,
    type: 'Microsoft.ContainerService/ManagedClusters',
    agentPoolProfiles: [{ name: 'nodes', mode: 'System' }],
    identityProfile: { kubeletidentity: { objectId: '1' } },
    networkProfile: { networkPolicy: 'none' },
  }
  const acr = `${group}/Microsoft.ContainerRegistry/registries/models`
  const right = {
    id: `${acr}/providers/Microsoft.Authorization/roleAssignments/r`,
    type: 'Microsoft.Authorization/roleAssignments',
    principalId: '1',
    roleDefinitionId: 'x/8311e382-0749-4cb8-b61a-304f252e45ec',
    scope: acr,
  }
  const files = {
    'aks.json': JSON.stringify(cluster),
    'roles.json': JSON.stringify([right]),
    'pod.yaml': model,
  }
  assert.deepEqual(routeTo('pushing images', report(files)), [
    'the instance metadata service of nodes aks.json:1',
    'managed identity kubelet aks.json:1',
    'pushing to the registry roles.json:1',
  ])
})
