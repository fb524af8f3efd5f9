import type { Control } from '../control.ts'
import { demand } from '../verdict.ts'
import { block, cluster } from '../azure-examples.ts'

export const clusterWithoutCilium: Control<'managed-cluster'> = {
  id: 'BH-1165',
  name: 'cluster-without-cilium',
  title: 'Policies cannot name hosts or deny for everybody',
  layer: 'network',
  severity: 'low',
  guarantees: ['isolation', 'containment'],
  barriers: ['N.adm'],
  vector: 'insecure-networking',
  references: ['mcsb:NS-1'],
  rationale:
    'Only the data plane of Cilium has policies for the whole cluster that no tenant undoes (`egressDeny`), policies by host name, and checks that a packet comes from the pod whose address it bears. Scanners that want another engine are out of date.',
  remediation:
    'Bicep and ARM: `properties.networkProfile.networkDataplane: cilium`; Terraform: `network_profile { network_data_plane = "cilium" }`.',
  applies: 'managed-cluster',
  check: (cluster) =>
    demand(
      cluster.network.networkDataplane,
      (plane) => plane?.toLowerCase() === 'cilium',
      `Cluster ${cluster.name} does not run the data plane of Cilium.`,
    ),
  examples: {
    fail: [cluster(), cluster(block('network_profile', 'network_data_plane = "azure"'))],
    pass: [
      cluster(block('network_profile', 'network_data_plane = "cilium"')),
      cluster(block('network_profile', 'ebpf_data_plane = "cilium"')),
    ],
    unknown: [cluster(block('network_profile', 'network_data_plane = var.unknown'))],
  },
}
