// What belongs to clusters and registries of Azure: Terraform and templates come to the same.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { readPlatform } from '../../src/engine/read-platform.ts'
import type { AssetKind, AssetOf } from '../../src/model/platform.ts'
import { type Known, valueOf } from '../../src/model/known.ts'
import { assetsOf, template } from './arm.ts'

const aks = 'Microsoft.ContainerService/managedClusters'

function only<K extends AssetKind>(kind: K, terraform: string): AssetOf<K> {
  const { platform } = readPlatform({ documents: [{ path: 'main.tf', text: terraform }] }, {})
  const [asset, ...others] = platform.all(kind)
  assert.ok(asset !== undefined && others.length === 0, `one ${kind}`)
  return asset
}

function inTemplate<K extends AssetKind>(kind: K, resource: Readonly<Record<string, unknown>>): AssetOf<K> {
  const assets = [...assetsOf({ 'main.json': template({ resources: [resource] }) }).values()]
  const asset = assets.find((each) => each.asset === kind)
  assert.ok(asset !== undefined, `a ${kind}`)
  return asset as unknown as AssetOf<K>
}

function values(knowns: readonly Known<unknown>[]): readonly unknown[] {
  return knowns.map((known) => (known.state === 'hidden' ? '?' : known.value))
}

test('a maintenance window is a block of Terraform and a resource of ARM', () => {
  const block = only(
    'maintenance-window',
    `resource "azurerm_kubernetes_cluster" "aks" {
  maintenance_window_node_os {
    frequency = "Weekly"
    interval = 2
    duration = 6
    not_allowed {
      start = "2026-12-20T00:00:00Z"
      end = "2027-01-02T00:00:00Z"
    }
  }
}`,
  )
  const own = inTemplate('maintenance-window', {
    type: `${aks}/maintenanceConfigurations`,
    name: 'aks/aksManagedNodeOSUpgradeSchedule',
    properties: {
      maintenanceWindow: {
        schedule: { weekly: { intervalWeeks: 2, dayOfWeek: 'Sunday' } },
        durationHours: 6,
        notAllowedDates: [{ start: '2026-12-20T00:00:00Z', end: '2027-01-02T00:00:00Z' }],
      },
    },
  })
  for (const { frequency, interval, durationHours, notAllowed } of [block, own]) {
    assert.deepEqual(values([frequency, interval, durationHours]), ['weekly', 2, 6])
    assert.deepEqual(
      notAllowed.map(({ start, end }) => values([start, end])),
      [['2026-12-20T00:00:00Z', '2027-01-02T00:00:00Z']],
    )
  }
  assert.equal(valueOf(block.cluster)?.to, 'azurerm_kubernetes_cluster.aks')
  assert.equal(valueOf(block.resourceName), 'aksManagedNodeOSUpgradeSchedule')
  assert.equal(valueOf(own.resourceName), 'aksManagedNodeOSUpgradeSchedule')
})

test('a monthly window says so, one that nobody can read is hidden', () => {
  const window = (frequency: string): string =>
    `resource "azurerm_kubernetes_cluster" "aks" {
  maintenance_window_node_os {
    frequency = ${frequency}
    interval = 1
    duration = 4
  }
}
variable "unknown" {}`
  const { frequency } = only('maintenance-window', window('"RelativeMonthly"'))
  assert.equal(valueOf(frequency), 'relativeMonthly')
  assert.equal(only('maintenance-window', window('var.unknown')).frequency.state, 'hidden')
})

test('all of advanced networking is on where it is, and parts say otherwise for themselves', () => {
  const advanced = (body: object): readonly unknown[] => {
    const { network } = inTemplate('managed-cluster', {
      type: aks,
      name: 'aks',
      properties: { networkProfile: { advancedNetworking: body } },
    })
    return values([network.advanced.observability, network.advanced.security, network.advanced.policies])
  }
  assert.deepEqual(advanced({ enabled: true }), [true, true, 'FQDN'])
  assert.deepEqual(advanced({ enabled: true, observability: { enabled: false } }), [false, true, 'FQDN'])
  assert.deepEqual(advanced({ security: { enabled: true, advancedNetworkPolicies: 'L7' } }), [
    false,
    true,
    'L7',
  ])
  assert.deepEqual(advanced({}), [false, false, 'FQDN'])
})

test('whether RBAC is on where nobody says so depends on the version of the API', () => {
  const rbac = (apiVersion: string): unknown => {
    const cluster = inTemplate('managed-cluster', { type: aks, apiVersion, name: 'aks', properties: {} })
    return values([cluster.enableRBAC])[0]
  }
  assert.equal(rbac('2018-03-31'), false)
  assert.equal(rbac('2020-03-01'), '?')
  assert.equal(rbac('2021-05-01'), true)
  assert.equal(rbac('2026-05-01'), true)
  assert.equal(
    valueOf(only('managed-cluster', 'resource "azurerm_kubernetes_cluster" "aks" {}').enableRBAC),
    true,
  )
})

test('ports of nodes, each range for itself', () => {
  const { allowedHostPorts } = only(
    'agent-pool',
    `resource "azurerm_kubernetes_cluster_node_pool" "models" {
  node_network_profile {
    allowed_host_ports {
      port_start = 80
      port_end = 90
    }
    allowed_host_ports {
      port_start = 443
      port_end = 443
    }
  }
}`,
  )
  assert.deepEqual(values(allowedHostPorts.map(({ start }) => start)), [80, 443])
})

test('what starts a task of a registry', () => {
  const { sources, identity } = inTemplate('registry-task', {
    type: 'Microsoft.ContainerRegistry/registries/tasks',
    name: 'acr/build',
    identity: { type: 'SystemAssigned' },
    properties: {
      trigger: {
        sourceTriggers: [
          {
            sourceRepository: { repositoryUrl: 'https://github.com/northwind/llm' },
            sourceTriggerEvents: ['commit', 'pullrequest'],
          },
        ],
      },
    },
  })
  assert.equal(valueOf(identity), 'SystemAssigned')
  assert.deepEqual(
    sources.map(({ events }) => values(events)),
    [['commit', 'pullrequest']],
  )
})

test('an update of azapi finds the first pool of a cluster by its name', () => {
  const pool = only(
    'agent-pool',
    `resource "azurerm_kubernetes_cluster" "aks" {
  default_node_pool {
    name = "system"
  }
}
resource "azapi_update_resource" "system" {
  type = "Microsoft.ContainerService/managedClusters/agentPools@2026-05-01"
  parent_id = azurerm_kubernetes_cluster.aks.id
  name = "system"
  body = { properties = { securityProfile = { sshAccess = "Disabled" } } }
}
resource "azapi_update_resource" "other" {
  type = "Microsoft.ContainerService/managedClusters/agentPools@2026-05-01"
  parent_id = azurerm_kubernetes_cluster.aks.id
  name = "models"
  body = { properties = { enableNodePublicIP = true } }
}`,
  )
  assert.deepEqual(values([pool.sshAccess, pool.enableNodePublicIP]), ['Disabled', false])
})
