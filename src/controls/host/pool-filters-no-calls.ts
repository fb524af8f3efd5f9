import type { Control } from '../control.ts'
import { demand } from '../verdict.ts'
import { isKnown } from '../../model/known.ts'
import { armPool, pool } from '../azure-examples.ts'

export const poolFiltersNoCalls: Control<'agent-pool'> = {
  id: 'BH-1195',
  name: 'pool-filters-no-calls',
  title: 'Pods ask the kernel anything unless they say otherwise',
  layer: 'host',
  severity: 'low',
  guarantees: ['isolation', 'containment'],
  barriers: ['K.seccomp'],
  vector: 'escape',
  references: ['mcsb:PV-2'],
  rationale:
    'AKS starts pods without a seccomp filter. With this setting of the kubelet (a preview) all pods of the pool have one, but for those that refuse it.',
  remediation:
    'Bicep and ARM: `properties.kubeletConfig.seccompDefault: RuntimeDefault` in a preview version of the API; Terraform has no argument for it, `azapi_update_resource` sets it. Or demand a profile of every pod at admission and waive this.',
  applies: 'agent-pool',
  when: ({ osType }) => !isKnown(osType, 'Windows'),
  check: (pool) =>
    demand(
      pool.kubelet.seccompDefault,
      (profile) => profile.toLowerCase() === 'runtimedefault',
      `Pods of pool ${pool.name} have no seccomp filter unless they ask for one.`,
    ),
  examples: {
    fail: [pool(), armPool('kubeletConfig = { seccompDefault = "Unconfined" }')],
    pass: [armPool('kubeletConfig = { seccompDefault = "RuntimeDefault" }')],
    unknown: [armPool('kubeletConfig = { seccompDefault = var.unknown }')],
  },
}
