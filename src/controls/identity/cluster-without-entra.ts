import type { Control } from '../control.ts'
import { demand } from '../verdict.ts'
import { block, cluster } from '../azure-examples.ts'

export const clusterWithoutEntra: Control<'managed-cluster'> = {
  id: 'BH-1106',
  name: 'cluster-without-entra',
  title: 'People sign in to the cluster without Entra ID',
  layer: 'identity',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: [],
  vector: 'misconfigured-container',
  references: [
    'cis-aks-1.8:5.5.1',
    'cis-aks-1.7:5.5.1',
    'azure-policy:450d2877-ebea-41e8-b00c-e286317d21bf',
    'psrule:Azure.AKS.ManagedAAD',
    'mcsb:IM-1',
    'aks-baseline:10',
  ],
  rationale:
    'Certificates and tokens of people’s own know neither a second factor nor conditions, and no log says who it was that changed a policy.',
  remediation:
    'Bicep and ARM: `properties.aadProfile.managed: true`; Terraform: `azure_active_directory_role_based_access_control {}`.',
  applies: 'managed-cluster',
  check: (cluster) =>
    demand(
      cluster.hasAadProfile,
      (isOn) => isOn,
      `Cluster ${cluster.name} does not ask Entra ID who people are.`,
    ),
  examples: {
    fail: [cluster()],
    pass: [cluster(block('azure_active_directory_role_based_access_control', 'azure_rbac_enabled = true'))],
    unknown: [
      cluster(
        'dynamic "azure_active_directory_role_based_access_control" {\n  for_each = var.unknown\n  content {}\n}',
      ),
    ],
  },
}
