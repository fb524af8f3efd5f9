import type { Control } from '../control.ts'
import { demand } from '../verdict.ts'
import { block, cluster } from '../azure-examples.ts'

const onByDefault =
  'It fails a template that says nothing; since 2021 AKS turns RBAC on where nobody turns it off.'

export const clusterWithoutRbac: Control<'managed-cluster'> = {
  id: 'BH-1108',
  name: 'cluster-without-rbac',
  title: 'Cluster has no role-based access control',
  layer: 'cluster',
  severity: 'critical',
  guarantees: ['isolation', 'containment'],
  barriers: ['A.rbac'],
  vector: 'misconfigured-container',
  references: [
    'checkov:CKV_AZURE_5',
    'trivy:AZU-0042',
    'azure-policy:ac4a19c2-fa67-49b4-8ae5-0b2e78c49457',
    'psrule:Azure.AKS.UseRBAC',
    'mcsb:PA-7',
    'defender-for-containers:b0fdc63a-38e7-4bab-a7c4-2c2665abbaa9',
  ],
  differs: {
    'checkov:CKV_AZURE_5': onByDefault,
    'psrule:Azure.AKS.UseRBAC': onByDefault,
  },
  rationale: 'Without RBAC the token in any pod may do anything: one container is the whole cluster.',
  remediation:
    'Bicep and ARM: `properties.enableRBAC: true`; Terraform: `role_based_access_control_enabled = true`. A cluster that was made without has to be made anew.',
  applies: 'managed-cluster',
  check: (cluster) =>
    demand(
      cluster.enableRBAC,
      (isOn) => isOn,
      `Cluster ${cluster.name} asks nobody for a right: every service account is an administrator.`,
    ),
  examples: {
    fail: [
      cluster('role_based_access_control_enabled = false'),
      cluster(block('role_based_access_control', 'enabled = false')),
    ],
    pass: [cluster(), cluster('role_based_access_control_enabled = true')],
    unknown: [cluster('role_based_access_control_enabled = var.unknown')],
  },
}
