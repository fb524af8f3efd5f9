// Where it is not known what there will be in Azure, nothing good is told of it; what is bad stays told.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { factsOfAzure } from '../../src/breach/facts/azure-facts.ts'
import { report } from './azure-route.ts'
import { cluster, platformOf, told } from './azure-told.ts'

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

/** An assignment of a role, by its name and what else it says, to an identity that the cluster shows. */
function assigned(identity: string, role: string, more = ''): string {
  const isOfRegistry = /^(?:Acr|Container Registry)/.test(role)
  return `resource "azurerm_role_assignment" "${identity.replace(/\W.*/, '')}" {
  scope = ${isOfRegistry ? 'azurerm_container_registry.r.id' : 'azurerm_resource_group.g.id'}
  role_definition_name = "${role}"
  principal_id = azurerm_kubernetes_cluster.aks.${identity}[0].object_id
  ${more}
}
`
}

const registry = 'resource "azurerm_container_registry" "r" {}\n'

test('identities of add-ons stand on the nodes, for whoever reaches the metadata service', () => {
  const base = cluster() + registry + assigned('kubelet_identity', 'AcrPull')
  const identity = (more: string): string | undefined => told(base + more)['nodeIdentity']?.split(' ')[0]
  assert.equal(identity(''), 'scoped')
  for (const addon of [
    'key_vault_secrets_provider[0].secret_identity',
    'web_app_routing[0].web_app_routing_identity',
    'ingress_application_gateway[0].ingress_application_gateway_identity',
    'oms_agent[0].oms_agent_identity',
    'aci_connector_linux[0].connector_identity',
  ]) {
    assert.equal(identity(assigned(addon, 'Key Vault Secrets User')), 'wide', addon)
    assert.equal(identity(assigned(addon, 'AcrPull')), 'scoped', addon)
  }
  // Of the kubelets’ own identity that tells nothing.
  const only = cluster() + registry + assigned('oms_agent[0].oms_agent_identity', 'AcrPull')
  assert.equal(told(only)['nodeIdentity'], undefined)
})

test('Azure itself shows whose the identities of add-ons are', () => {
  const id = '/subscriptions/s/resourceGroups/g/providers/Microsoft.ContainerService/managedClusters/aks'
  const shown = (addon: string): string | undefined => {
    const rows = [
      {
        id,
        type: 'Microsoft.ContainerService/managedClusters',
        properties: {
          identityProfile: { kubeletidentity: { objectId: 'k', resourceId: 'r' } },
          addonProfiles: { azureKeyvaultSecretsProvider: { enabled: true, identity: { objectId: addon } } },
        },
      },
      ...[
        ['k', '7f951dda-4ed3-4680-a7ca-43fe172d538d'],
        ['a', '4633458b-17de-408a-b874-0445c86b69e6'],
      ].map(([principalId, role]) => ({
        id: `/subscriptions/s/providers/Microsoft.Authorization/roleAssignments/${principalId}`,
        type: 'Microsoft.Authorization/roleAssignments',
        properties: { principalId, roleDefinitionId: `/roleDefinitions/${role}`, scope: '/subscriptions/s' },
      })),
    ]
    return factsOfAzure(platformOf({ 'azure.json': JSON.stringify(rows) })).nodeIdentity?.value
  }
  assert.equal(shown('a'), 'wide')
  assert.equal(shown('other'), 'scoped')
})

test('a condition bounds what is pulled where the role knows of repositories', () => {
  const pull = (role: string, condition: string): string | undefined =>
    told(cluster() + registry + assigned('kubelet_identity', role, `condition = "${condition}"`))[
      'imagePull'
    ]?.split(' ')[0]
  const bound = "@Request[Microsoft.ContainerRegistry/registries/repositories:name] StringEquals 'models'"
  assert.equal(pull('Container Registry Repository Reader', bound), 'scoped')
  assert.equal(pull('Container Registry Repository Reader', ''), 'all')
  assert.equal(pull('AcrPull', bound), 'all')
})

function workspace(name: string, quota: string): string {
  return `resource "azurerm_log_analytics_workspace" "${name}" {\n  ${quota}\n}\n`
}

function setting(name: string, id: string): string {
  return `resource "azurerm_monitor_diagnostic_setting" "${name}" {
  target_resource_id = azurerm_kubernetes_cluster.aks.id
  log_analytics_workspace_id = ${id}
}
`
}

test('the volume of logs is capped where each workspace that gets some says so', () => {
  const capped = workspace('capped', 'daily_quota_gb = 5') + workspace('open', '')
  const [toCapped, toOpen] = ['capped', 'open'].map((name) => `azurerm_log_analytics_workspace.${name}.id`)
  const volume = (agent: string | undefined, ...settings: readonly (string | undefined)[]): unknown => {
    const block = agent === undefined ? '' : `oms_agent { log_analytics_workspace_id = ${agent} }`
    const declared = settings.map((id, index) => setting(`s${index}`, id ?? 'var.unknown'))
    return told(`${cluster(block)}${declared.join('')}${capped}variable "unknown" {}\n`)['logVolume']?.split(
      ' ',
    )[0]
  }
  assert.equal(volume(undefined, toCapped), 'capped')
  assert.equal(volume(toCapped), 'capped')
  // The agent sends what containers write.
  assert.equal(volume(toOpen, toCapped), 'open')
  assert.equal(volume('var.unknown', toCapped), undefined)
  assert.equal(volume(undefined, toCapped, '"/subscriptions/s/workspaces/elsewhere"'), undefined)
  assert.equal(volume(undefined, toCapped, undefined), undefined)
  assert.equal(volume(undefined), undefined)
})
