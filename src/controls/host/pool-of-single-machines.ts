import type { Control } from '../control.ts'
import { demand } from '../verdict.ts'
import { block, cluster } from '../azure-examples.ts'

export const poolOfSingleMachines: Control<'agent-pool'> = {
  id: 'BH-1139',
  name: 'pool-of-single-machines',
  title: 'Nodes are no scale set',
  layer: 'host',
  severity: 'info',
  guarantees: ['containment'],
  barriers: [],
  vector: 'vulnerable-host',
  references: ['checkov:CKV_AZURE_169', 'psrule:Azure.AKS.PoolScaleSet'],
  rationale:
    'An availability set can neither grow nor take new images by itself, and AKS has given it up: its nodes stay as old as they are.',
  remediation: 'Leave `properties.type` (Terraform: `type`) at `VirtualMachineScaleSets`.',
  applies: 'agent-pool',
  check: (pool) =>
    demand(
      pool.type,
      (type) => type.toLowerCase() === 'virtualmachinescalesets' || type.toLowerCase() === 'virtualmachines',
      `Pool ${pool.name} is an availability set.`,
    ),
  examples: {
    fail: [cluster(block('default_node_pool', 'type = "AvailabilitySet"'))],
    pass: [cluster(block('default_node_pool', 'type = "VirtualMachineScaleSets"'))],
    unknown: [cluster(block('default_node_pool', 'type = var.unknown'))],
  },
}
