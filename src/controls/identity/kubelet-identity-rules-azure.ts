import type { Control } from '../control.ts'
import { every, fail, type Verdict } from '../verdict.ts'
import { judgeRights } from './azure-rights.ts'
import { originOf, valueOf } from '../../model/known.ts'
import { azure, block, kubeletRole } from '../azure-examples.ts'
import { type AzureRight, rightsOfNodes } from '../../link/azure.ts'
import { typeOf } from '../../link/types.ts'
import { nodesOf } from '../../link/principals.ts'
import { vaultRightsOf } from '../../link/vault-access.ts'
import type { ManagedCluster } from '../../model/azure.ts'
import type { Platform } from '../../model/platform.ts'
import type { Match } from '../../model/selector.ts'

export const kubeletIdentityRulesAzure: Control<'managed-cluster'> = {
  id: 'BH-1130',
  name: 'kubelet-identity-rules-azure',
  title: 'Nodes have rights in Azure beyond pulling images',
  layer: 'identity',
  severity: 'critical',
  guarantees: ['isolation', 'containment'],
  barriers: ['Z.scope'],
  vector: 'misconfigured-container',
  references: ['mcsb:PA-7'],
  rationale:
    'Every pod that reaches the metadata service has the nodes’ identity. With rights over nodes, storage, keys or roles it leaves the cluster behind; with those over networks it takes away what holds its packets.',
  remediation:
    'Take every role from the nodes’ identity but the one that pulls images; give workloads identities of their own.',
  applies: 'managed-cluster',
  check: judge,
  examples: {
    fail: [
      kubeletRole('"Contributor"', 'azurerm_resource_group.models.id'),
      kubeletRole('"Key Vault Secrets User"', 'azurerm_key_vault.models.id'),
      kubeletRole('"Network Contributor"', 'azurerm_subnet.models.id'),
      kubeletRole('"Private DNS Zone Contributor"', 'azurerm_resource_group.models.id'),
      kubeletRole('"Log Analytics Contributor"', 'azurerm_resource_group.models.id'),
      ownRole('actions = ["Microsoft.Compute/*"]'),
      `${kubeletRole('"AcrPull"', 'azurerm_container_registry.models.id')}${azure('key_vault', policy())}`,
    ],
    pass: [
      kubeletRole('"AcrPull"', 'azurerm_container_registry.models.id'),
      kubeletRole('"Monitoring Metrics Publisher"', 'azurerm_kubernetes_cluster.models.id'),
      kubeletRole('"Network Contributor"', 'azurerm_key_vault.models.id'),
      kubeletRole('"Reader"', 'azurerm_resource_group.models.id'),
      ownRole('actions = ["Microsoft.Compute/*"]', 'not_actions = ["Microsoft.Compute/*"]'),
      `${kubeletRole('"AcrPull"', 'azurerm_container_registry.models.id')}${azure('key_vault', 'rbac_authorization_enabled = true', policy())}`,
    ],
    unknown: [
      ownRole('actions = var.unknown'),
      kubeletRole('var.unknown', 'azurerm_resource_group.models.id'),
      kubeletRole('"Storage Queue Data Contributor"', 'azurerm_resource_group.models.id'),
    ],
  },
}

function judge(cluster: ManagedCluster, platform: Platform): Verdict {
  const { accesses } = vaultRightsOf(nodesOf(cluster), platform)
  const vaults = every(accesses, ({ principal, origin }) =>
    fail(
      `The nodes of cluster ${cluster.name} open a vault by a policy of its own.`,
      originOf(principal) ?? origin,
    ),
  )
  return vaults.verdict === 'fail' ? vaults : judgeRoles(cluster, platform)
}

function judgeRoles(cluster: ManagedCluster, platform: Platform): Verdict {
  return judgeRights(rightsOfNodes(cluster, platform), {
    isBad: reachesFurther,
    message: `The nodes of cluster ${cluster.name} have rights in Azure`,
  })
}

/** What is over a registry alone BH-1129 tells of. */
function reachesFurther({ assignment, role }: AzureRight): Match {
  const scope = valueOf(assignment.scope)
  if (scope !== undefined && typeOf(scope) === 'microsoft.containerregistry/registries') return 'no'
  if (role === undefined) return 'unknown'
  return role.isWide || role.isOfNetworks ? 'yes' : 'no'
}

function policy(): string {
  const nodes = 'object_id = azurerm_kubernetes_cluster.models.kubelet_identity[0].object_id'
  return block('access_policy', nodes, 'secret_permissions = ["Get"]')
}

function ownRole(...lines: readonly string[]): string {
  const role = azure('role_definition', 'name = "models"', block('permissions', ...lines))
  return `${kubeletRole('azurerm_role_definition.models.name', 'azurerm_resource_group.models.id')}${role}`
}
