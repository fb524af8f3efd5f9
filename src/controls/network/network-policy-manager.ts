import type { Control } from '../control.ts'
import { forbid } from '../verdict.ts'
import { block, cluster } from '../azure-examples.ts'

export const networkPolicyManager: Control<'managed-cluster'> = {
  id: 'BH-1114',
  name: 'network-policy-manager',
  title: 'Network policies hang on an engine that is retired',
  layer: 'network',
  severity: 'low',
  guarantees: ['isolation', 'containment'],
  barriers: [],
  vector: 'insecure-networking',
  references: ['cis-aks-1.8:4.4.1', 'cis-aks-1.7:4.4.1', 'mcsb:NS-1'],
  rationale:
    'Azure NPM gets no fixes beyond September 2028, opens a gap while it catches up with new pods, and knows no names of hosts: Cilium does better in each.',
  remediation:
    'Bicep and ARM: `properties.networkProfile: { networkPolicy: cilium, networkDataplane: cilium }`; Terraform: `network_policy = "cilium"` with `network_data_plane = "cilium"`.',
  applies: 'managed-cluster',
  check: (cluster) =>
    forbid(
      cluster.network.networkPolicy,
      (engine) => engine?.toLowerCase() === 'azure',
      `Cluster ${cluster.name} enforces network policies with Azure Network Policy Manager.`,
    ),
  examples: {
    fail: [cluster(block('network_profile', 'network_policy = "azure"'))],
    pass: [cluster(block('network_profile', 'network_policy = "cilium"'))],
    unknown: [cluster(block('network_profile', 'network_policy = var.unknown'))],
  },
}
