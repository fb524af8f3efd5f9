import type { Control } from '../control.ts'
import { demand } from '../verdict.ts'
import { pool } from '../azure-examples.ts'

export const nodeDiskSurvives: Control<'agent-pool'> = {
  id: 'BH-1134',
  name: 'node-disk-survives',
  title: 'Disks of the nodes survive a new image',
  layer: 'host',
  severity: 'low',
  guarantees: ['isolation', 'containment'],
  barriers: [],
  vector: 'vulnerable-host',
  references: ['checkov:CKV_AZURE_226', 'psrule:Azure.AKS.EphemeralOSDisk', 'aks-baseline:3'],
  rationale:
    'Whoever has once been root on a node may leave something behind. An ephemeral disk starts from the image each time.',
  remediation:
    'Bicep and ARM: `properties.osDiskType: Ephemeral`; Terraform: `os_disk_type = "Ephemeral"`; with a VM size whose cache or temporary disk is large enough.',
  applies: 'agent-pool',
  check: (pool) =>
    demand(
      pool.osDiskType,
      (type) => type?.toLowerCase() === 'ephemeral',
      `Pool ${pool.name} keeps the disk of a node that gets a new image.`,
    ),
  examples: {
    fail: [pool(), pool('os_disk_type = "Managed"')],
    pass: [pool('os_disk_type = "Ephemeral"')],
    unknown: [pool('os_disk_type = var.unknown')],
  },
}
