import type { Control } from '../control.ts'
import { demand } from '../verdict.ts'
import { cluster } from '../azure-examples.ts'

export const nodeGroupOpen: Control<'managed-cluster'> = {
  id: 'BH-1127',
  name: 'node-group-open',
  title: 'Anybody with rights in Azure may change the nodes',
  layer: 'cloud',
  severity: 'low',
  guarantees: ['isolation', 'containment'],
  barriers: ['Z.lock'],
  vector: 'misconfigured-container',
  references: ['mcsb:PA-7'],
  rationale:
    'Who may write to the scale sets behind the nodes is root on them: run command, an extension, one more identity. The lockdown denies it to everybody but AKS.',
  remediation:
    'Bicep and ARM: `properties.nodeResourceGroupProfile.restrictionLevel: ReadOnly`; Terraform has no argument for it, `azapi_update_resource` sets it.',
  applies: 'managed-cluster',
  check: (cluster) =>
    demand(
      cluster.nodeResourceGroupLockdown,
      (level) => level?.toLowerCase() === 'readonly',
      `The resource group of the nodes of cluster ${cluster.name} is not locked.`,
    ),
  examples: {
    fail: [cluster()],
    pass: [
      `${cluster()}resource "azapi_update_resource" "lock" {\n  type = "Microsoft.ContainerService/managedClusters@2026-05-01"\n  resource_id = azurerm_kubernetes_cluster.models.id\n  body = { properties = { nodeResourceGroupProfile = { restrictionLevel = "ReadOnly" } } }\n}\n`,
    ],
    unknown: [
      `${cluster()}resource "azapi_update_resource" "lock" {\n  type = "Microsoft.ContainerService/managedClusters@2026-05-01"\n  resource_id = azurerm_kubernetes_cluster.models.id\n  body = var.body\n}\n`,
    ],
  },
}
