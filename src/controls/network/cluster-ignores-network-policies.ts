import type { Control } from '../control.ts'
import { doubtful, demand, pass, type Verdict } from '../verdict.ts'
import { isKnown, originOf, valueOf } from '../../model/known.ts'
import { armCluster, block, cluster } from '../azure-examples.ts'
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
    fail: [
      cluster(),
      cluster(block('network_profile', 'network_policy = "none"')),
      armCluster('networkProfile = { networkPolicy = "" }'),
    ],
    pass: [
      cluster(block('network_profile', 'network_policy = "calico"')),
      cluster(block('network_profile', 'network_data_plane = "cilium"')),
    ],
    unknown: [
      cluster(block('network_profile', 'network_policy = var.unknown')),
      cluster(block('network_profile', 'network_plugin = "none"')),
    ],
  },
}

const engines = new Set(['azure', 'calico', 'cilium'])

/** Cilium’s data plane enforces policies by itself, and a plugin of one’s own brings what it brings. */
function judge({ network, name }: ManagedCluster): Verdict {
  const { networkPolicy, networkDataplane, networkPlugin } = network
  const message = `Cluster ${name} has no engine that enforces network policies.`
  if (isKnown(networkDataplane, 'cilium')) return pass()
  if (valueOf(networkPlugin)?.toLowerCase() === 'none')
    return doubtful(message, 'AKS does not show a plugin of one’s own', originOf(networkPlugin))
  const isOn = (engine: string | undefined): boolean => engines.has(engine?.toLowerCase() ?? '')
  return demand(networkPolicy, isOn, message)
}
