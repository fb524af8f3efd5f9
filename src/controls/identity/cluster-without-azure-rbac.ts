import type { Control } from '../control.ts'
import { demand } from '../verdict.ts'
import { block, cluster } from '../azure-examples.ts'

export const clusterWithoutAzureRbac: Control<'managed-cluster'> = {
  id: 'BH-1107',
  name: 'cluster-without-azure-rbac',
  title: 'Azure roles do not govern the API server',
  layer: 'identity',
  severity: 'low',
  guarantees: ['containment'],
  barriers: [],
  vector: 'misconfigured-container',
  references: [
    'cis-aks-1.8:5.5.2',
    'cis-aks-1.7:5.5.2',
    'psrule:Azure.AKS.AzureRBAC',
    'mcsb:PA-7',
    'aks-baseline:11',
  ],
  rationale:
    'Rights that stand in the cluster can be changed by whoever may write bindings there, hostile code with such a right among them; Azure roles cannot, and may be given for hours only.',
  remediation:
    'Bicep and ARM: `properties.aadProfile.enableAzureRBAC: true`; Terraform: `azure_active_directory_role_based_access_control { azure_rbac_enabled = true }`.',
  applies: 'managed-cluster',
  check: (cluster) =>
    demand(
      cluster.enableAzureRBAC,
      (isOn) => isOn,
      `Rights of people in cluster ${cluster.name} stand in the cluster alone.`,
    ),
  examples: {
    fail: [
      cluster(),
      cluster(block('azure_active_directory_role_based_access_control', 'azure_rbac_enabled = false')),
    ],
    pass: [cluster(block('azure_active_directory_role_based_access_control', 'azure_rbac_enabled = true'))],
    unknown: [
      cluster(block('azure_active_directory_role_based_access_control', 'azure_rbac_enabled = var.unknown')),
    ],
  },
}
