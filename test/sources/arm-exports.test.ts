// What Azure shows of itself: the answers of `az`, of Resource Graph and of the REST API.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { parseDocuments } from '../../src/engine/parse.ts'
import type { AgentPool, ContainerRegistry, ManagedCluster, RoleAssignment } from '../../src/model/azure.ts'
import { valueOf } from '../../src/model/known.ts'
import { assetsOf, read } from './arm.ts'

const group = '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg'
const aksId = `${group}/providers/Microsoft.ContainerService/managedClusters/aks`
const acrId = `${group}/providers/Microsoft.ContainerRegistry/registries/models`
const objectId = '11111111-1111-1111-1111-111111111111'

const shown = {
  id: aksId,
  name: 'aks',
  type: 'Microsoft.ContainerService/ManagedClusters',
  resourceGroup: 'rg',
  disableLocalAccounts: true,
  agentPoolProfiles: [{ name: 'gpu', mode: 'User', enableNodePublicIp: true, osSku: null, count: 1 }],
  identityProfile: { kubeletidentity: { clientId: 'c', objectId, resourceId: `${group}/x` } },
  apiServerAccessProfile: { authorizedIpRanges: ['10.0.0.0/8'] },
  networkProfile: { networkPolicy: 'cilium', outboundType: 'loadBalancer' },
}

const assignment = {
  id: `${acrId}/providers/Microsoft.Authorization/roleAssignments/r`,
  name: 'r',
  type: 'Microsoft.Authorization/roleAssignments',
  principalId: objectId,
  roleDefinitionId:
    '/subscriptions/x/providers/Microsoft.Authorization/roleDefinitions/8311e382-0749-4cb8-b61a-304f252e45ec',
  roleDefinitionName: 'AcrPush',
  scope: acrId,
}

test('az aks show is a cluster with its pools', () => {
  const assets = assetsOf({ 'aks.json': shown })
  const cluster = assets.get(aksId) as ManagedCluster
  assert.equal(valueOf(cluster.disableLocalAccounts), true)
  assert.equal(valueOf(cluster.network.networkPolicy), 'cilium')
  // The command line spells some names another way.
  assert.deepEqual(cluster.apiServer.authorizedIPRanges.map(valueOf), ['10.0.0.0/8'])
  const pool = assets.get(`${aksId}/agentPools/gpu`) as AgentPool
  assert.equal(valueOf(pool.cluster)?.to, aksId)
  assert.equal(valueOf(pool.enableNodePublicIP), true)
})

test('az acr show, and the same from Resource Graph and from REST', () => {
  const flat = {
    id: acrId,
    name: 'models',
    type: 'Microsoft.ContainerRegistry/registries',
    adminUserEnabled: true,
    sku: { name: 'Premium' },
  }
  const { adminUserEnabled, ...head } = flat
  const row = { ...head, type: head.type.toLowerCase(), properties: { adminUserEnabled } }
  for (const content of [flat, [flat], row, { data: [row], count: 1 }, { value: [row] }]) {
    const registry = assetsOf({ 'acr.json': content }).get(acrId) as ContainerRegistry
    assert.equal(valueOf(registry.adminUserEnabled), true)
    assert.equal(valueOf(registry.sku), 'Premium')
  }
})

test('a role is of the kubelets whose object it names', () => {
  const assets = assetsOf({ 'aks.json': shown, 'roles.json': [assignment] })
  const role = assets.get(assignment.id) as RoleAssignment
  assert.deepEqual(valueOf(role.principal), {
    to: aksId,
    path: ['properties', 'identityProfile', 'kubeletidentity', 'objectId'],
    type: shown.type,
    within: ['00000000-0000-0000-0000-000000000001', 'rg'],
  })
  assert.equal(valueOf(role.scope)?.to, acrId)
})

test('what two answers show is told once', () => {
  assert.equal(assetsOf({ 'a.json': shown, 'b.json': [{ ...shown, id: aksId.toUpperCase() }] }).size, 2)
  assert.equal(read({ 'a.json': shown, 'b.json': shown }).flatMap(({ facts }) => facts).length, 2)
})

test('objects of Kubernetes stay what they are, also where they name ids of Azure', () => {
  const pod = {
    apiVersion: 'v1',
    kind: 'List',
    items: [
      {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'x' },
        spec: { containers: [{ name: 'a', image: 'b' }] },
      },
    ],
    id: aksId,
    type: 'x',
  }
  const { facts } = parseDocuments([{ path: 'pods.json', text: JSON.stringify(pod) }])
  assert.deepEqual(
    facts.map(({ asset }) => asset),
    ['pod'],
  )
})

test('an export is found by what it says, whatever the file is called', () => {
  const { facts, skipped } = parseDocuments([
    { path: '-', text: JSON.stringify(shown) },
    { path: 'package.json', text: '{ "name": "x", "id": 1 }' },
  ])
  assert.equal(facts.length, 2)
  assert.deepEqual(
    skipped.map(({ path }) => path),
    ['package.json'],
  )
})

test('Get-AzResource of PowerShell, and what PSRule exports with it', () => {
  const cluster = {
    ResourceId: aksId,
    Id: aksId,
    Identity: { PrincipalId: objectId, Type: 'SystemAssigned' },
    Kind: null,
    Name: 'aks',
    Properties: { enableRBAC: true, networkProfile: { networkPolicy: 'azure' } },
    ResourceGroupName: 'rg',
    Type: 'Microsoft.ContainerService/managedClusters',
    ResourceType: 'Microsoft.ContainerService/managedClusters',
    Sku: { Name: 'Base', Tier: 'Standard' },
    resources: [
      {
        Id: `${group}/providers/Microsoft.Network/virtualNetworks/v/subnets/s`,
        Name: 's',
        Properties: { addressPrefix: '10.0.0.0/24' },
        ResourceType: 'Microsoft.Network/virtualNetworks/subnets',
      },
    ],
  }
  for (const content of [cluster, [cluster]]) {
    const assets = assetsOf({ 'export.json': content })
    const read = assets.get(aksId) as ManagedCluster
    assert.equal(valueOf(read.network.networkPolicy), 'azure')
    assert.equal(valueOf(read.skuTier), 'Standard')
    assert.equal(assets.size, 2)
  }
})
