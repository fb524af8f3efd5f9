import type { Control } from '../control.ts'
import { every, forbid } from '../verdict.ts'
import { valueOf } from '../../model/known.ts'
import { block, pool } from '../azure-examples.ts'

export const poolAllowsUnsafeSysctls: Control<'agent-pool'> = {
  id: 'BH-1136',
  name: 'pool-allows-unsafe-sysctls',
  title: 'Pods may change settings of the node’s kernel',
  layer: 'host',
  severity: 'medium',
  guarantees: ['isolation'],
  barriers: [],
  vector: 'misconfigured-container',
  references: ['mcsb:PV-2'],
  rationale:
    'Unsafe sysctls are not bounded to the pod that sets them: neighbours feel them, and some open the kernel.',
  remediation:
    'Leave `properties.kubeletConfig.allowedUnsafeSysctls` (Terraform: `kubelet_config { allowed_unsafe_sysctls }`) empty.',
  applies: 'agent-pool',
  check: (pool) =>
    every(pool.kubelet.allowedUnsafeSysctls, (sysctl) =>
      forbid(
        sysctl,
        () => true,
        `Pool ${pool.name} lets pods set ${valueOf(sysctl) ?? 'what nobody knows'}.`,
      ),
    ),
  examples: {
    fail: [pool(block('kubelet_config', 'allowed_unsafe_sysctls = ["kernel.msg*"]'))],
    pass: [pool(), pool(block('kubelet_config', 'allowed_unsafe_sysctls = []'))],
    unknown: [pool(block('kubelet_config', 'allowed_unsafe_sysctls = var.unknown'))],
  },
}
