import type { Control } from '../control.ts'
import { demand } from '../verdict.ts'
import { block, cluster, pool } from '../azure-examples.ts'

export const hostNotEncrypted: Control<'agent-pool'> = {
  id: 'BH-1133',
  name: 'host-not-encrypted',
  title: 'Temporary disks of the nodes are not encrypted',
  layer: 'host',
  severity: 'low',
  guarantees: ['isolation'],
  barriers: [],
  vector: 'vulnerable-host',
  references: [
    'checkov:CKV_AZURE_227',
    'azure-policy:41425d9f-d1a5-499a-9932-f8ed8453932c',
    'mcsb:DP-4',
    'aks-baseline:29',
  ],
  rationale: 'Weights, images and `emptyDir` volumes of all tenants lie on the temporary disk of the host.',
  remediation:
    'Bicep and ARM: `properties.enableEncryptionAtHost: true`; Terraform: `host_encryption_enabled = true`.',
  applies: 'agent-pool',
  check: (pool) =>
    demand(
      pool.enableEncryptionAtHost,
      (isOn) => isOn,
      `The hosts of pool ${pool.name} do not encrypt temporary disks and caches.`,
    ),
  examples: {
    fail: [pool(), cluster(block('default_node_pool', 'enable_host_encryption = false'))],
    pass: [pool('host_encryption_enabled = true')],
    unknown: [pool('host_encryption_enabled = var.unknown')],
  },
}
