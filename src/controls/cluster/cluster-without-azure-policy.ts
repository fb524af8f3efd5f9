import type { Control } from '../control.ts'
import { demand } from '../verdict.ts'
import { isKnown } from '../../model/known.ts'
import { cluster } from '../azure-examples.ts'

export const clusterWithoutAzurePolicy: Control<'managed-cluster'> = {
  id: 'BH-1118',
  name: 'cluster-without-azure-policy',
  title: 'Cluster does not ask Azure Policy',
  layer: 'cluster',
  severity: 'medium',
  guarantees: ['isolation', 'containment'],
  barriers: [],
  vector: 'misconfigured-container',
  references: [
    'checkov:CKV_AZURE_116',
    'trivy:AZU-0066',
    'azure-policy:0a15ec92-a229-4763-bb14-0ea34a568f8d',
    'azure-policy:a8eff44f-8c92-45c3-a3fb-9880802d67a7',
    'psrule:Azure.AKS.AzurePolicyAddOn',
    'mcsb:PV-2',
    'aks-baseline:17',
    'defender-for-containers:08e628db-e2ed-4793-bc91-d13e684401c3',
  ],
  rationale:
    'Admission is the only gate between a tenant’s manifest and the kernel. An engine of one’s own does as well: say so in a waiver. Where AKS blocks the metadata service it refuses the add-on: nothing is asked there.',
  remediation:
    'Bicep and ARM: `properties.addonProfiles.azurepolicy.enabled: true`; Terraform: `azure_policy_enabled = true`; or name the engine that does its work.',
  applies: 'managed-cluster',
  when: (cluster) => !isKnown(cluster.network.podLinkLocalAccess, 'None'),
  check: (cluster) =>
    demand(
      cluster.addons.azurePolicy,
      (isOn) => isOn,
      `Cluster ${cluster.name} lets manifests in that Azure Policy would reject.`,
    ),
  examples: {
    fail: [cluster(), cluster('azure_policy_enabled = false')],
    pass: [cluster('azure_policy_enabled = true')],
    unknown: [cluster('azure_policy_enabled = var.unknown')],
  },
}
