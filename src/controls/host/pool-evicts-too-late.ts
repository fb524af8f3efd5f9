import type { Control } from '../control.ts'
import { forbid } from '../verdict.ts'
import { parseQuantity } from '../../model/quantity.ts'
import { armPool, pool } from '../azure-examples.ts'

export const poolEvictsTooLate: Control<'agent-pool'> = {
  id: 'BH-1198',
  name: 'pool-evicts-too-late',
  title: 'Nodes run out of memory before pods are evicted',
  layer: 'host',
  severity: 'low',
  guarantees: ['isolation', 'fair-share'],
  barriers: ['Q.mem'],
  vector: 'misconfigured-container',
  references: [],
  rationale:
    'AKS keeps some memory back so that the kubelet and the runtime live on when pods take all. A lower threshold (a preview setting) lets one tenant take the node down with everybody on it.',
  remediation:
    'Remove `properties.kubeletConfig.hardEvictionThreshold.memoryAvailable`, or keep at least 100 MiB (Bicep, ARM and azapi; Terraform has no argument for it).',
  applies: 'agent-pool',
  check: (pool) =>
    forbid(
      pool.kubelet.evictionMemory,
      isTooLow,
      `Nodes of pool ${pool.name} evict pods when it is too late.`,
    ),
  examples: {
    fail: [
      armPool('kubeletConfig = { hardEvictionThreshold = { memoryAvailable = "10Mi" } }'),
      armPool('kubeletConfig = { hardEvictionThreshold = { memoryAvailable = "0%" } }'),
    ],
    pass: [
      pool(),
      armPool('kubeletConfig = { hardEvictionThreshold = { memoryAvailable = "750Mi" } }'),
      armPool('kubeletConfig = { hardEvictionThreshold = { memoryAvailable = "5%" } }'),
    ],
    unknown: [armPool('kubeletConfig = { hardEvictionThreshold = { memoryAvailable = var.unknown } }')],
  },
}

const least = 100 * 1024 * 1024

function isTooLow(threshold: string | undefined): boolean {
  if (threshold === undefined) return false
  if (threshold.endsWith('%')) return Number(threshold.slice(0, -1)) < 1
  return (parseQuantity(threshold) ?? 0) < least
}
