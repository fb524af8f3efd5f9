import type { Control } from '../control.ts'
import { demand } from '../verdict.ts'
import { block, pool } from '../azure-examples.ts'

export const poolWithoutCpuQuota: Control<'agent-pool'> = {
  id: 'BH-1137',
  name: 'pool-without-cpu-quota',
  title: 'CPU limits have no effect on the pool',
  layer: 'host',
  severity: 'high',
  guarantees: ['isolation', 'fair-share'],
  barriers: ['Q.cpu'],
  vector: 'misconfigured-container',
  references: [],
  rationale:
    'Without the quota every CPU limit of a manifest is void: one container takes the processors from all neighbours.',
  remediation:
    'Leave `properties.kubeletConfig.cpuCfsQuota` (Terraform: `kubelet_config { cpu_cfs_quota_enabled }`) at true.',
  applies: 'agent-pool',
  check: (pool) =>
    demand(
      pool.kubelet.cpuCfsQuota,
      (isOn) => isOn,
      `The kubelets of pool ${pool.name} do not enforce CPU limits.`,
    ),
  examples: {
    fail: [pool(block('kubelet_config', 'cpu_cfs_quota_enabled = false'))],
    pass: [pool()],
    unknown: [pool(block('kubelet_config', 'cpu_cfs_quota_enabled = var.unknown'))],
  },
}
