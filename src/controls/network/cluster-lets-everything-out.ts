import type { Control } from '../control.ts'
import { demand } from '../verdict.ts'
import { block, cluster } from '../azure-examples.ts'

export const clusterLetsEverythingOut: Control<'managed-cluster'> = {
  id: 'BH-1115',
  name: 'cluster-lets-everything-out',
  title: 'Nothing stands between the pods and the internet',
  layer: 'network',
  severity: 'medium',
  guarantees: ['containment', 'fair-share'],
  barriers: ['N.fw'],
  vector: 'insecure-networking',
  references: ['mcsb:NS-3', 'aks-baseline:5'],
  rationale:
    'A load balancer or NAT gateway lets every pod talk to the whole internet: data goes out, orders come in, and miners find their pools.',
  remediation:
    'Bicep and ARM: `properties.networkProfile.outboundType: userDefinedRouting`; Terraform: `outbound_type = "userDefinedRouting"`; with a route to a firewall that knows the names that are allowed, or `none`.',
  applies: 'managed-cluster',
  check: (cluster) =>
    demand(
      cluster.network.outboundType,
      (type) => closed.has(type.toLowerCase()),
      `Cluster ${cluster.name} sends whatever its pods send to the internet.`,
    ),
  examples: {
    fail: [cluster(), cluster(block('network_profile', 'outbound_type = "managedNATGateway"'))],
    pass: [cluster(block('network_profile', 'outbound_type = "userDefinedRouting"'))],
    unknown: [cluster(block('network_profile', 'outbound_type = var.unknown'))],
  },
}

const closed = new Set(['userdefinedrouting', 'none', 'block'])
