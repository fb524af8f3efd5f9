import type { Control } from '../control.ts'
import { demand, whereSo } from '../verdict.ts'
import { dueTo, mayBe } from '../../model/known.ts'
import { block, cluster } from '../azure-examples.ts'

export const nodesStartFromInternet: Control<'managed-cluster'> = {
  id: 'BH-1169',
  name: 'nodes-start-from-internet',
  title: 'Nodes fetch what they start with from the internet',
  layer: 'network',
  severity: 'low',
  guarantees: ['containment'],
  barriers: ['N.fw'],
  vector: 'insecure-networking',
  references: ['mcsb:NS-3'],
  rationale:
    'A cluster without a way out still needs one for the images of its nodes, unless a registry of its own keeps them. What is opened for them is open to what runs on them.',
  remediation:
    'Bicep and ARM: `properties.bootstrapProfile: { artifactSource: Cache, containerRegistryId }`; Terraform: `bootstrap_profile { artifact_source = "Cache" }`.',
  applies: 'managed-cluster',
  when: ({ network }) => mayBe(network.outboundType, 'none') || mayBe(network.outboundType, 'block'),
  check: (cluster) =>
    whereSo(
      cluster.network.outboundType,
      demand(
        dueTo(cluster.artifactSource, cluster.network.outboundType),
        (source) => source.toLowerCase() === 'cache',
        `Nodes of cluster ${cluster.name} need the internet to start.`,
      ),
    ),
  examples: {
    fail: [cluster(block('network_profile', 'outbound_type = "none"'))],
    pass: [
      cluster(
        block('network_profile', 'outbound_type = "none"'),
        block('bootstrap_profile', 'artifact_source = "Cache"'),
      ),
    ],
    unknown: [
      cluster(block('network_profile', 'outbound_type = var.unknown')),
      cluster(
        block('network_profile', 'outbound_type = "none"'),
        block('bootstrap_profile', 'artifact_source = var.unknown'),
      ),
    ],
  },
}
