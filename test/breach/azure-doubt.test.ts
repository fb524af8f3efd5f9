// Where it is not known what there will be in Azure, nothing good is told of it; what is bad stays told.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { report } from './azure-route.ts'
import { cluster, told } from './azure-told.ts'

const bounded = 'kubelet_config { pod_max_pid = 100 }'

function pool(of: string, ...lines: readonly string[]): string {
  return `resource "azurerm_kubernetes_cluster_node_pool" "more" {
  kubernetes_cluster_id = ${of}
${lines.map((line) => `  ${line}\n`).join('')}}
variable "unknown" {}
`
}

function limit(terraform: string): string | undefined {
  return told(terraform)['podPidsLimit']
}

test('a pool that may be there, or may be the cluster’s, may lack the limit that the others have', () => {
  const own = 'azurerm_kubernetes_cluster.aks.id'
  const first = cluster(`default_node_pool {\n${bounded}\n}`)
  assert.equal(limit(first), 'set 3')
  assert.equal(limit(first + pool(own, bounded)), 'set 3')
  assert.equal(limit(first + pool(own)), 'unset 6')
  assert.equal(limit(first + pool(own, 'count = var.unknown')), undefined)
  assert.equal(limit(first + pool('var.unknown')), undefined)
  assert.equal(limit(first + pool('data.azurerm_kubernetes_cluster.same.id')), undefined)
  // The worse is told as before.
  const open = cluster('default_node_pool { name = "nodes" }')
  assert.equal(limit(open + pool(own, bounded, 'count = var.unknown')), 'unset 2')
})

test('a pool belongs to a cluster that it names by its id', () => {
  const id = '/subscriptions/s/resourceGroups/g/providers/Microsoft.ContainerService/managedClusters/aks'
  const first = cluster('name = "aks"', `default_node_pool {\n${bounded}\n}`)
  assert.equal(limit(first + pool(`"${id}"`)), 'unset 7')
})

test('AKS makes nodes on request that no pool tells of', () => {
  const first = (mode: string): string =>
    cluster(`default_node_pool {\n${bounded}\n}`, `node_provisioning_profile { mode = ${mode} }`)
  assert.equal(limit(first('"Manual"')), 'set 3')
  assert.equal(limit(first('"Auto"')), undefined)
  assert.equal(limit(first('var.unknown') + 'variable "unknown" {}\n'), undefined)
})

test('of two clusters, one of which may not be there, nobody says which one it is', () => {
  const shut = (name: string, ...lines: readonly string[]): string =>
    `${cluster('private_cluster_enabled = true', ...lines).replace('"aks"', `"${name}"`)}variable "${name}" {}\n`
  assert.equal(told(shut('one'))['apiServer'], 'private 2')
  assert.equal(told(shut('one') + shut('two', 'count = var.two'))['apiServer'], undefined)
})

test('a policy of a vault that is declared elsewhere opens it, and tells nothing else of it', () => {
  const kubelet = 'azurerm_kubernetes_cluster.aks.kubelet_identity[0].object_id'
  const rights = `resource "azurerm_role_assignment" "pull" {
  scope = azurerm_container_registry.r.id
  role_definition_name = "AcrPull"
  principal_id = ${kubelet}
}
resource "azurerm_container_registry" "r" {}
`
  const policy = (
    vault: string,
    principal: string,
  ): string => `resource "azurerm_key_vault_access_policy" "p" {
  key_vault_id = ${vault}
  object_id = ${principal}
  secret_permissions = ["Get"]
}
`
  const identity = (more: string): string | undefined => told(cluster() + rights + more)['nodeIdentity']
  assert.equal(identity(''), 'scoped 3')
  for (const vault of ['data.azurerm_key_vault.v.id', '"/subscriptions/s/vaults/v"', 'var.vault'])
    assert.equal(identity(policy(vault, kubelet)), 'wide 9')
  assert.equal(identity(policy('var.vault', 'azurerm_user_assigned_identity.app.principal_id')), 'scoped 3')

  const template = `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "resources": [{
    "type": "Microsoft.KeyVault/vaults/accessPolicies",
    "apiVersion": "2024-11-01",
    "name": "v/add",
    "properties": { "accessPolicies": [{ "objectId": "o", "permissions": { "secrets": ["get"] } }] }
  }]
}`
  const verdicts = report({ 'main.json': template }).findings.filter(({ name }) => name === 'vault-public')
  assert.deepEqual(
    verdicts.map(({ verdict }) => verdict),
    ['unknown'],
  )
})

test('a plugin of one’s own may enforce policies, of which AKS shows nothing', () => {
  const engine = (plugin: string): string | undefined =>
    told(cluster(`network_profile { network_plugin = "${plugin}" }`))['networkPolicy']
  assert.equal(engine('none'), undefined)
  assert.equal(engine('azure'), 'none 1')
})
