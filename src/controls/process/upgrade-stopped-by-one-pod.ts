import type { Control } from '../control.ts'
import { demand } from '../verdict.ts'
import { block, pool } from '../azure-examples.ts'

export const upgradeStoppedByOnePod: Control<'agent-pool'> = {
  id: 'BH-1202',
  name: 'upgrade-stopped-by-one-pod',
  title: 'One pod can keep fixes from all nodes',
  layer: 'process',
  severity: 'low',
  guarantees: ['isolation', 'fair-share'],
  barriers: ['K.patch'],
  vector: 'vulnerable-host',
  references: ['mcsb:PV-6'],
  rationale:
    'A tenant whose disruption budget allows none keeps its node from being drained, and the upgrade fails there: the fix of a flaw in the kernel does not come. With `Cordon` the node is set aside and the others are mended.',
  remediation:
    'Bicep and ARM: `properties.upgradeSettings.undrainableNodeBehavior: Cordon`; Terraform: `upgrade_settings { undrainable_node_behavior = "Cordon" }`.',
  applies: 'agent-pool',
  check: (pool) =>
    demand(
      pool.undrainableNodeBehavior,
      (behavior) => behavior.toLowerCase() === 'cordon',
      `One pod that cannot be evicted stops the upgrade of pool ${pool.name}.`,
    ),
  examples: {
    fail: [pool(), pool(block('upgrade_settings', 'undrainable_node_behavior = "Schedule"'))],
    pass: [pool(block('upgrade_settings', 'undrainable_node_behavior = "Cordon"'))],
    unknown: [pool(block('upgrade_settings', 'undrainable_node_behavior = var.unknown'))],
  },
}
