import type { Control } from '../control.ts'
import { demand } from '../verdict.ts'
import { armCluster, cluster } from '../azure-examples.ts'

export const podTrafficInClear: Control<'managed-cluster'> = {
  id: 'BH-1168',
  name: 'pod-traffic-in-clear',
  title: 'Traffic between nodes can be read on the way',
  layer: 'network',
  severity: 'low',
  guarantees: ['isolation'],
  barriers: [],
  vector: 'insecure-networking',
  references: ['mcsb:DP-3'],
  rationale:
    'Code that has left its container sees what passes its node and, with tricks of the network, more. Encrypted between nodes, the traffic of other tenants is worth nothing to it.',
  remediation:
    'Bicep and ARM: `properties.networkProfile.advancedNetworking.security.transitEncryption.type: WireGuard`; Terraform has no argument for it, `azapi_update_resource` sets it.',
  applies: 'managed-cluster',
  check: (cluster) =>
    demand(
      cluster.network.advanced.transitEncryption,
      (type) => type.toLowerCase() === 'wireguard',
      `Cluster ${cluster.name} sends what pods say to each other in clear.`,
    ),
  examples: {
    fail: [
      cluster(),
      armCluster(
        'networkProfile = { advancedNetworking = { security = { transitEncryption = { type = "None" } } } }',
      ),
    ],
    pass: [
      armCluster(
        'networkProfile = { advancedNetworking = { security = { transitEncryption = { type = "WireGuard" } } } }',
      ),
    ],
    unknown: [
      armCluster(
        'networkProfile = { advancedNetworking = { security = { transitEncryption = { type = var.unknown } } } }',
      ),
    ],
  },
}
