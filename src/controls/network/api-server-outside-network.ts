import type { Control } from '../control.ts'
import { demand } from '../verdict.ts'
import { armCluster, block, cluster } from '../azure-examples.ts'

export const apiServerOutsideNetwork: Control<'managed-cluster'> = {
  id: 'BH-1160',
  name: 'api-server-outside-network',
  title: 'API server stands outside the network',
  layer: 'network',
  severity: 'low',
  guarantees: ['containment'],
  barriers: ['A.api'],
  vector: 'insecure-networking',
  references: ['mcsb:NS-1', 'aks-baseline:7'],
  rationale:
    'With the API server in a subnet of the network, security groups decide which pools reach it at all. From outside, every node has to, and so has every pod on it.',
  remediation:
    'Bicep and ARM: `properties.apiServerAccessProfile.enableVnetIntegration: true` with a delegated subnet; Terraform: `api_server_access_profile { virtual_network_integration_enabled = true }`.',
  applies: 'managed-cluster',
  check: (cluster) =>
    demand(
      cluster.apiServer.enableVnetIntegration,
      (isOn) => isOn,
      `No security group stands before the API server of cluster ${cluster.name}.`,
    ),
  examples: {
    fail: [
      cluster(),
      cluster(block('api_server_access_profile', 'virtual_network_integration_enabled = false')),
    ],
    pass: [
      cluster(block('api_server_access_profile', 'virtual_network_integration_enabled = true')),
      armCluster('apiServerAccessProfile = { enableVnetIntegration = true }'),
    ],
    unknown: [
      cluster(block('api_server_access_profile', 'virtual_network_integration_enabled = var.unknown')),
    ],
  },
}
