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
  references: ['checkov:CKV_AZURE_116', 'trivy:AZU-0066'],
  rationale:
    'Admission is the only gate between a tenant’s manifest and the kernel. An engine of one’s own does as well: say so in a waiver. Where AKS blocks the metadata service it refuses the add-on: nothing is asked there.',
  remediation: 'Set `azure_policy_enabled = true`, or name the engine that does its work.',
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
