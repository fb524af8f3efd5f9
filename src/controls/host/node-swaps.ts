import type { Control } from '../control.ts'
import { forbid } from '../verdict.ts'
import { block, pool } from '../azure-examples.ts'

export const nodeSwaps: Control<'agent-pool'> = {
  id: 'BH-1197',
  name: 'node-swaps',
  title: 'Nodes write the memory of pods to disk',
  layer: 'host',
  severity: 'low',
  guarantees: ['isolation'],
  barriers: ['Q.mem'],
  vector: 'misconfigured-container',
  references: [],
  rationale:
    'What a model keeps in memory, keys and prompts among it, lies on the disk of the node then. And a pod over its limit slows all others down instead of being stopped.',
  remediation:
    'Remove `properties.linuxOSConfig.swapFileSizeMB` (Terraform: `linux_os_config { swap_file_size_mb }`).',
  applies: 'agent-pool',
  check: (pool) =>
    forbid(
      pool.swapFileSizeMB,
      (size) => size !== undefined && size > 0,
      `Nodes of pool ${pool.name} have a swap file.`,
    ),
  examples: {
    fail: [pool(block('linux_os_config', 'swap_file_size_mb = 1500'))],
    pass: [pool()],
    unknown: [pool(block('linux_os_config', 'swap_file_size_mb = var.unknown'))],
  },
}
