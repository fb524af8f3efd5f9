import type { Control } from '../control.ts'
import { demand } from '../verdict.ts'
import { isKnown } from '../../model/known.ts'
import { armPool, pool } from '../azure-examples.ts'

export const nodeSshOpen: Control<'agent-pool'> = {
  id: 'BH-1193',
  name: 'node-ssh-open',
  title: 'Nodes take connections by SSH',
  layer: 'host',
  severity: 'medium',
  guarantees: ['isolation', 'containment'],
  barriers: ['N.nsg'],
  vector: 'vulnerable-host',
  references: ['azure-policy:28257686-e9db-403e-b9e2-a5eecbe03da9', 'mcsb:PV-4'],
  rationale:
    'From a node, or a pod on its network, port 22 of every other node is in reach: a key that lies about, or a flaw of the server, takes the next one. Nobody needs it: `kubectl debug` and new images do.',
  remediation:
    'Bicep and ARM: `properties.securityProfile.sshAccess: Disabled` of the pool; Terraform has no argument for it, `azapi_update_resource` sets it.',
  applies: 'agent-pool',
  when: ({ osType }) => !isKnown(osType, 'Windows'),
  check: (pool) =>
    demand(
      pool.sshAccess,
      (access) => access?.toLowerCase() === 'disabled',
      `Nodes of pool ${pool.name} take connections by SSH.`,
    ),
  examples: {
    fail: [pool(), armPool('securityProfile = { sshAccess = "LocalUser" }')],
    pass: [armPool('securityProfile = { sshAccess = "Disabled" }')],
    unknown: [armPool('securityProfile = { sshAccess = var.unknown }')],
  },
}
