import type { Control } from '../control.ts'
import { demand, pass, type Verdict } from '../verdict.ts'
import { isKnown } from '../../model/known.ts'
import { block, cluster } from '../azure-examples.ts'
import type { ManagedCluster } from '../../model/azure.ts'

export const clusterIgnoresNetworkPolicies: Control<'managed-cluster'> = {
  id: 'BH-1113',
  name: 'cluster-ignores-network-policies',
  title: 'Cluster ignores network policies',
  layer: 'network',
  severity: 'high',
  guarantees: ['isolation', 'containment'],
  barriers: ['N.in', 'N.eg'],
  vector: 'insecure-networking',
  references: [
    'checkov:CKV_AZURE_7',
    'trivy:AZU-0043',
    'cis-aks-1.8:5.4.4',
    'cis-aks-1.7:5.4.4',
    'psrule:Azure.AKS.NetworkPolicy',
    'mcsb:NS-1',
    'aks-baseline:6',
  ],
  rationale:
    'Without an engine the API server takes network policies and nothing happens: hostile code reaches every pod, whatever the manifests say.',
  remediation:
    'Bicep and ARM: `properties.networkProfile: { networkPolicy: cilium, networkDataplane: cilium }`; Terraform: `network_policy = "cilium"` with `network_data_plane = "cilium"`. On an existing cluster this restarts the nodes’ network.',
  applies: 'managed-cluster',
  check: judge,
  examples: {
    fail: [cluster(), cluster(block('network_profile', 'network_policy = "none"'))],
    pass: [
      cluster(block('network_profile', 'network_policy = "calico"')),
      cluster(block('network_profile', 'network_data_plane = "cilium"')),
    ],
    unknown: [cluster(block('network_profile', 'network_policy = var.unknown'))],
  },
}

/** Cilium’s data plane enforces policies by itself. */
function judge({ network, name }: ManagedCluster): Verdict {
  const { networkPolicy, networkDataplane } = network
  if (isKnown(networkDataplane, 'cilium')) return pass()
  const isOn = (engine: string | undefined): boolean =>
    engine !== undefined && engine.toLowerCase() !== 'none'
  return demand(networkPolicy, isOn, `Cluster ${name} has no engine that enforces network policies.`)
}
