// What pools and the network of a cluster tell: logins between nodes, logs that are kept, the metadata service.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { cluster, told } from './azure-told.ts'

test('nodes take no logins from each other where SSH is off on all of them, and keep the logs that their pool says', () => {
  const pools = (...settings: readonly string[]): string =>
    cluster('name = "a"') +
    settings
      .map(
        (properties, index) => `resource "azapi_resource" "p${index}" {
  type = "Microsoft.ContainerService/managedClusters/agentPools@2026-05-01"
  parent_id = azurerm_kubernetes_cluster.aks.id
  body = { properties = { ${properties} } }
}
`,
      )
      .join('')
  const off = 'securityProfile = { sshAccess = "Disabled" }'
  assert.equal(told(pools(off, off))['nodePorts'], 'isolated 7 12')
  // The second has SSH, and nothing drops it in the network that AKS makes.
  assert.equal(told(pools(off, 'mode = "User"'))['nodePorts'], 'open 9')
  assert.equal(told(pools('kubeletConfig = { containerLogMaxFiles = 50 }'))['containerLogs'], 'unbounded 7')
  assert.equal(told(pools('kubeletConfig = { containerLogMaxSizeMB = var.x }'))['containerLogs'], undefined)
})

test('in accelerated mode packets pass by the rule that blocks the metadata service', () => {
  const network = (performance: string): string => `resource "azapi_resource" "aks" {
  type = "Microsoft.ContainerService/managedClusters@2026-05-02-preview"
  body = {
    properties = {
      networkProfile = {
        podLinkLocalAccess = "None"
        advancedNetworking = { performance = { accelerationMode = ${performance} } }
      }
    }
  }
}
variable "unknown" {}
`
  assert.equal(told(network('"None"'))['imds'], 'blocked 6')
  assert.equal(told(network('"BpfVeth"'))['imds'], 'open 7')
  assert.equal(told(network('var.unknown'))['imds'], undefined)
})
