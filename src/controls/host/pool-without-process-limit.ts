import type { Control } from '../control.ts'
import { demand } from '../verdict.ts'
import { block, pool } from '../azure-examples.ts'

export const poolWithoutProcessLimit: Control<'agent-pool'> = {
  id: 'BH-1135',
  name: 'pool-without-process-limit',
  title: 'Pods may use up the process ids of a node',
  layer: 'host',
  severity: 'medium',
  guarantees: ['isolation', 'fair-share'],
  barriers: ['Q.pid'],
  vector: 'misconfigured-container',
  references: [],
  rationale:
    'A fork bomb in one container takes every process id of the node, and with it all tenants there.',
  remediation:
    'Bicep and ARM: `properties.kubeletConfig.podMaxPids`; Terraform: `kubelet_config { pod_max_pid }`; some thousands, such as 4096.',
  applies: 'agent-pool',
  check: (pool) =>
    demand(
      pool.kubelet.podMaxPids,
      (limit) => limit !== undefined && limit > 0,
      `Pool ${pool.name} sets no bound to the processes of a pod.`,
    ),
  examples: {
    fail: [pool(), pool(block('kubelet_config', 'pod_max_pid = -1'))],
    pass: [pool(block('kubelet_config', 'pod_max_pid = 4096'))],
    unknown: [pool(block('kubelet_config', 'pod_max_pid = var.unknown'))],
  },
}
