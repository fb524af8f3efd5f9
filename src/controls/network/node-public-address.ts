import type { Control } from '../control.ts'
import { forbid } from '../verdict.ts'
import { block, cluster, pool } from '../azure-examples.ts'

export const nodePublicAddress: Control<'agent-pool'> = {
  id: 'BH-1132',
  name: 'node-public-address',
  title: 'Nodes have public addresses',
  layer: 'network',
  severity: 'high',
  guarantees: ['containment'],
  barriers: ['N.fw'],
  vector: 'insecure-networking',
  references: ['checkov:CKV_AZURE_143', 'cis-aks-1.8:5.4.3', 'cis-aks-1.7:5.4.3', 'mcsb:NS-2'],
  rationale:
    'A public address goes around firewall and routes, in and out: code on the node talks to whom it likes, and everybody to what listens there.',
  remediation:
    'Bicep and ARM: `properties.enableNodePublicIP: false`; Terraform: `node_public_ip_enabled = false`.',
  applies: 'agent-pool',
  check: (pool) =>
    forbid(
      pool.enableNodePublicIP,
      (isOn) => isOn,
      `The nodes of pool ${pool.name} have addresses on the internet.`,
    ),
  examples: {
    fail: [
      pool('node_public_ip_enabled = true'),
      cluster(block('default_node_pool', 'enable_node_public_ip = true')),
    ],
    pass: [pool()],
    unknown: [pool('node_public_ip_enabled = var.unknown')],
  },
}
