import type { Control } from '../control.ts'
import { demand } from '../verdict.ts'
import { cluster } from '../azure-examples.ts'

export const clusterPublic: Control<'managed-cluster'> = {
  id: 'BH-1101',
  name: 'cluster-public',
  title: 'API server has a public address',
  layer: 'network',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['A.api'],
  vector: 'insecure-networking',
  references: [
    'checkov:CKV_AZURE_115',
    'trivy:AZU-0065',
    'cis-aks-1.8:5.4.2',
    'cis-aks-1.7:5.4.2',
    'azure-policy:040732e8-d947-40b8-95d6-854c95024bf8',
    'mcsb:NS-2',
    'aks-baseline:8',
  ],
  rationale:
    'A token that hostile code takes out of its pod is good from anywhere on earth: whoever has it needs no second step inside the network.',
  remediation:
    'Bicep and ARM: `properties.apiServerAccessProfile.enablePrivateCluster: true`; Terraform: `private_cluster_enabled = true`. People and pipelines come in through the network. `publicNetworkAccess` is no substitute: AKS documents nowhere what it shuts.',
  applies: 'managed-cluster',
  check: (cluster) =>
    demand(
      cluster.apiServer.enablePrivateCluster,
      (isOn) => isOn,
      `Cluster ${cluster.name} has an API server that the internet reaches.`,
    ),
  examples: {
    fail: [cluster(), cluster('private_cluster_enabled = false')],
    pass: [cluster('private_cluster_enabled = true')],
    unknown: [cluster('private_cluster_enabled = var.unknown')],
  },
}
