import type { Control } from '../control.ts'
import { forbid } from '../verdict.ts'
import { pool } from '../azure-examples.ts'

export const poolKeepsStoppedDisks: Control<'agent-pool'> = {
  id: 'BH-1140',
  name: 'pool-keeps-stopped-disks',
  title: 'Nodes that are scaled down keep their disks',
  layer: 'host',
  severity: 'low',
  guarantees: ['isolation'],
  barriers: [],
  vector: 'vulnerable-host',
  references: [],
  rationale: 'A stopped node comes back with what the last tenant left on its disk.',
  remediation: 'Bicep and ARM: `properties.scaleDownMode: Delete`; Terraform: `scale_down_mode = "Delete"`.',
  applies: 'agent-pool',
  check: (pool) =>
    forbid(
      pool.scaleDownMode,
      (mode) => mode?.toLowerCase() === 'deallocate',
      `Pool ${pool.name} stops nodes instead of deleting them.`,
    ),
  examples: {
    fail: [pool('scale_down_mode = "Deallocate"')],
    pass: [pool()],
    unknown: [pool('scale_down_mode = var.unknown')],
  },
}
