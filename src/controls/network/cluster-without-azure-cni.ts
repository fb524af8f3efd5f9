import type { Control } from '../control.ts'
import { demand } from '../verdict.ts'
import { block, cluster } from '../azure-examples.ts'

export const clusterWithoutAzureCni: Control<'managed-cluster'> = {
  id: 'BH-1112',
  name: 'cluster-without-azure-cni',
  title: 'Cluster does not use Azure CNI',
  layer: 'network',
  severity: 'medium',
  guarantees: ['isolation', 'containment'],
  barriers: [],
  vector: 'insecure-networking',
  references: [
    'checkov:CKV2_AZURE_29',
    'cis-aks-1.8:4.4.1',
    'cis-aks-1.7:4.4.1',
    'azure-policy:46238e2f-3f6f-4589-9f3f-77bed4116e67',
    'psrule:Azure.AKS.AzureCNI',
    'mcsb:NS-1',
    'aks-baseline:4',
  ],
  rationale:
    'Kubenet knows neither Cilium nor the policies that name hosts, and ends in March 2028; with `none` nobody answers for what separates the pods.',
  remediation:
    'Bicep and ARM: `properties.networkProfile: { networkPlugin: azure, networkPluginMode: overlay }`; Terraform: `network_plugin = "azure"` with `network_plugin_mode = "overlay"`.',
  applies: 'managed-cluster',
  check: (cluster) =>
    demand(
      cluster.network.networkPlugin,
      (plugin) => plugin?.toLowerCase() === 'azure',
      `Cluster ${cluster.name} does not use Azure CNI.`,
    ),
  examples: {
    fail: [cluster(block('network_profile', 'network_plugin = "kubenet"')), cluster()],
    pass: [cluster(block('network_profile', 'network_plugin = "azure"'))],
    unknown: [cluster(block('network_profile', 'network_plugin = var.unknown'))],
  },
}
