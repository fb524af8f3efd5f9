import type { Control } from '../control.ts'
import type { Verdict } from '../verdict.ts'
import { judgeRights } from './azure-rights.ts'
import { kubeletRole } from '../azure-examples.ts'
import { type AzureRight, holdsAtRegistry, rightsOfNodes } from '../../link/azure.ts'
import type { ManagedCluster } from '../../model/azure.ts'
import type { Platform } from '../../model/platform.ts'
import type { Match } from '../../model/selector.ts'

export const kubeletIdentityPushes: Control<'managed-cluster'> = {
  id: 'BH-1129',
  name: 'kubelet-identity-pushes',
  title: 'Nodes may push images to the registry',
  layer: 'identity',
  severity: 'critical',
  guarantees: ['isolation', 'containment'],
  barriers: ['I.push'],
  vector: 'supply-chain',
  references: ['cis-aks-1.8:5.1.3', 'cis-aks-1.7:5.1.3', 'mcsb:PA-7', 'aks-baseline:15'],
  rationale:
    'Every pod that reaches the metadata service has the nodes’ identity. One that may push replaces what a tag stands for: the next pull, on any node and in any tenant, runs the attacker’s image.',
  remediation:
    'Leave the nodes’ identity `AcrPull` or `Container Registry Repository Reader` alone; builds have identities of their own.',
  applies: 'managed-cluster',
  check: judge,
  examples: {
    fail: [
      kubeletRole('"AcrPush"', 'azurerm_container_registry.models.id'),
      kubeletRole('"Container Registry Tasks Contributor"', 'azurerm_container_registry.models.id'),
      kubeletRole('"User Access Administrator"', 'azurerm_container_registry.models.id'),
      kubeletRole('"Contributor"', '"/subscriptions/00000000-0000-0000-0000-000000000001"'),
    ],
    pass: [
      kubeletRole('"AcrPull"', 'azurerm_container_registry.models.id'),
      kubeletRole('"Contributor"', 'azurerm_key_vault.models.id'),
    ],
    unknown: [
      strangers('"11111111-1111-1111-1111-111111111111"'),
      kubeletRole('var.unknown', 'azurerm_container_registry.models.id'),
      kubeletRole('"Registry Janitor"', 'azurerm_container_registry.models.id'),
    ],
  },
}

function judge(cluster: ManagedCluster, platform: Platform): Verdict {
  return judgeRights(rightsOfNodes(cluster, platform), {
    isBad: (right) => mayPush(right, platform),
    message: `The nodes of cluster ${cluster.name} may push images`,
  })
}

function mayPush(right: AzureRight, platform: Platform): Match {
  const isAtRegistry = holdsAtRegistry(right, platform)
  if (isAtRegistry === 'no') return 'no'
  if (right.role === undefined) return 'unknown'
  return right.role.registry === 'push' ? isAtRegistry : 'no'
}

/** A role of somebody of whom nobody says who he is. */
function strangers(principal: string): string {
  const nodes = 'azurerm_kubernetes_cluster.models.kubelet_identity[0].object_id'
  return kubeletRole('"AcrPush"', 'azurerm_container_registry.models.id').replace(nodes, principal)
}
