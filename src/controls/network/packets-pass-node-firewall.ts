import type { Control } from '../control.ts'
import { forbid } from '../verdict.ts'
import { armCluster, cluster } from '../azure-examples.ts'

export const packetsPassNodeFirewall: Control<'managed-cluster'> = {
  id: 'BH-1170',
  name: 'packets-pass-node-firewall',
  title: 'Packets of pods pass by the firewall of their node',
  layer: 'network',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['N.imds'],
  vector: 'insecure-networking',
  references: ['mcsb:NS-1'],
  rationale:
    'What AKS and others keep from pods with rules of the node (the fabric’s address, the metadata service) is open again in this mode: packets no longer go through them. AKS does not support it beside sandboxed pods, either.',
  remediation:
    'Remove `properties.networkProfile.advancedNetworking.performance.accelerationMode: BpfVeth` (Bicep, ARM and azapi; Terraform has no argument for it), or deny 169.254.169.254 and 168.63.129.16 for all pods by a CiliumClusterwideNetworkPolicy first.',
  applies: 'managed-cluster',
  check: (cluster) =>
    forbid(
      cluster.network.advanced.acceleration,
      (mode) => mode.toLowerCase() === 'bpfveth',
      `Packets of pods of cluster ${cluster.name} do not go through the firewall of their node.`,
    ),
  examples: {
    fail: [
      armCluster(
        'networkProfile = { advancedNetworking = { performance = { accelerationMode = "BpfVeth" } } }',
      ),
    ],
    pass: [
      cluster(),
      armCluster('networkProfile = { advancedNetworking = { performance = { accelerationMode = "None" } } }'),
    ],
    unknown: [
      armCluster(
        'networkProfile = { advancedNetworking = { performance = { accelerationMode = var.unknown } } }',
      ),
    ],
  },
}
