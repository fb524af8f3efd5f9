import type { Control } from '../control.ts'
import { every, forbid } from '../verdict.ts'
import { clusterPart } from '../azure-examples.ts'

export const azureServiceActsInCluster: Control<'trusted-access'> = {
  id: 'BH-1188',
  name: 'azure-service-acts-in-cluster',
  title: 'A service of Azure acts in the cluster',
  layer: 'identity',
  severity: 'low',
  guarantees: ['containment'],
  barriers: ['A.rbac'],
  vector: 'misconfigured-container',
  references: ['mcsb:PA-7'],
  rationale:
    'Trusted access lets a resource of Azure use the API server without a way through the network: who rules that resource rules what its roles allow here.',
  remediation:
    'Remove the binding (`managedClusters/trustedAccessRoleBindings`; Terraform: `azurerm_kubernetes_cluster_trusted_access_role_binding`), or waive this with who needs it and for what.',
  applies: 'trusted-access',
  check: ({ roles, name }) =>
    every(roles, (role) => forbid(role, () => true, `By ${name} a service of Azure acts in the cluster.`)),
  examples: {
    fail: [
      clusterPart(
        'trusted_access_role_binding',
        'roles = ["Microsoft.DataProtection/backupVaults/backup-operator"]',
      ),
    ],
    pass: [clusterPart('trusted_access_role_binding', 'roles = []')],
    unknown: [clusterPart('trusted_access_role_binding', 'roles = var.unknown')],
  },
}
