import type { Control } from '../control.ts'
import { demand, whereSo } from '../verdict.ts'
import { dueTo, mayBe } from '../../model/known.ts'
import { block, cluster } from '../azure-examples.ts'

export const podsShareNetworkAddresses: Control<'managed-cluster'> = {
  id: 'BH-1164',
  name: 'pods-share-network-addresses',
  title: 'Pods have addresses that the network routes',
  layer: 'network',
  severity: 'low',
  guarantees: ['isolation', 'containment'],
  barriers: [],
  vector: 'insecure-networking',
  references: ['mcsb:NS-1'],
  rationale:
    'Whatever is joined to the network reaches such a pod directly, and is reached by it: peered networks, other clusters, offices. In overlay mode only the nodes stand in the network.',
  remediation:
    'Bicep and ARM: `properties.networkProfile.networkPluginMode: overlay`; Terraform: `network_profile { network_plugin_mode = "overlay" }`.',
  applies: 'managed-cluster',
  when: ({ network }) => mayBe(network.networkPlugin, 'azure'),
  check: (cluster) =>
    whereSo(
      cluster.network.networkPlugin,
      demand(
        dueTo(cluster.network.networkPluginMode, cluster.network.networkPlugin),
        (mode) => mode?.toLowerCase() === 'overlay',
        `Pods of cluster ${cluster.name} have addresses of the network around them.`,
      ),
    ),
  examples: {
    fail: [cluster(block('network_profile', 'network_plugin = "azure"'))],
    pass: [cluster(block('network_profile', 'network_plugin = "azure"', 'network_plugin_mode = "overlay"'))],
    unknown: [
      cluster(block('network_profile', 'network_plugin = var.unknown')),
      cluster(block('network_profile', 'network_plugin = "azure"', 'network_plugin_mode = var.unknown')),
    ],
  },
}
