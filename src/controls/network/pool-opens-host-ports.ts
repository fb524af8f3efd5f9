import type { Control } from '../control.ts'
import { doubtful, every, fail } from '../verdict.ts'
import { block, pool } from '../azure-examples.ts'

export const poolOpensHostPorts: Control<'agent-pool'> = {
  id: 'BH-1200',
  name: 'pool-opens-host-ports',
  title: 'Ports of the nodes are open to the internet',
  layer: 'network',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['N.nsg'],
  vector: 'insecure-networking',
  references: ['mcsb:NS-1'],
  rationale:
    'AKS opens these ports in the security group of the nodes for everybody. What a pod listens on there, no network policy stands before.',
  remediation:
    'Remove `properties.networkProfile.allowedHostPorts` (Terraform: `node_network_profile { allowed_host_ports }`) and publish by a load balancer inside the network.',
  applies: 'agent-pool',
  check: (pool) =>
    every(pool.allowedHostPorts, ({ start, origin }) =>
      start.state === 'hidden'
        ? doubtful(`Pool ${pool.name} opens ports of its nodes.`, start.reason, start.origin)
        : fail(`Pool ${pool.name} opens ports of its nodes.`, origin),
    ),
  examples: {
    fail: [
      pool(
        block('node_network_profile', block('allowed_host_ports', 'port_start = 8000', 'port_end = 9000')),
      ),
    ],
    pass: [pool()],
    unknown: [
      pool(
        block(
          'node_network_profile',
          'dynamic "allowed_host_ports" {',
          '  for_each = var.unknown',
          '  content {}',
          '}',
        ),
      ),
    ],
  },
}
