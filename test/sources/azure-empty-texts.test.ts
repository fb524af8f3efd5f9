// Terraform and templates write an empty text where they set nothing.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { readPlatform } from '../../src/engine/read-platform.ts'
import type { ManagedCluster } from '../../src/model/azure.ts'
import { valueOf } from '../../src/model/known.ts'
import { template } from './arm.ts'

function clusterIn(path: string, text: string): ManagedCluster {
  const [cluster] = readPlatform({ documents: [{ path, text }] }, {}).platform.all('managed-cluster')
  assert.ok(cluster !== undefined)
  return cluster
}

test('of Terraform', () => {
  const { skuTier, diskEncryptionSet, network } = clusterIn(
    'main.tf',
    `resource "azurerm_kubernetes_cluster" "c" {
  name = "c"
  sku_tier = ""
  disk_encryption_set_id = var.keys ? "/set" : ""
  network_profile {
    network_policy = ""
  }
}
variable "keys" {
  default = false
}
`,
  )
  assert.deepEqual(skuTier, { state: 'default', value: 'Free' })
  assert.deepEqual(diskEncryptionSet, { state: 'default', value: undefined })
  assert.equal(network.networkPolicy.state, 'default')
})

test('of templates: an empty reference leads to nothing', () => {
  const properties = (id: string): string =>
    JSON.stringify(
      template({
        resources: [
          {
            type: 'Microsoft.ContainerService/managedClusters',
            apiVersion: '2025-01-01',
            name: 'c',
            properties: { diskEncryptionSetID: id },
          },
        ],
      }),
    )
  assert.equal(clusterIn('main.json', properties('')).diskEncryptionSet.state, 'default')
  assert.equal(valueOf(clusterIn('main.json', properties('/set')).diskEncryptionSet)?.to, '/set')
})
