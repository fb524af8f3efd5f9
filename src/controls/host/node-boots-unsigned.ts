import type { Control } from '../control.ts'
import { demand, worst } from '../verdict.ts'
import { isKnown } from '../../model/known.ts'
import { refusesSecureBoot } from './sandbox-pools.ts'
import { armPool, pool, missing } from '../azure-examples.ts'

export const nodeBootsUnsigned: Control<'agent-pool'> = {
  id: 'BH-1194',
  name: 'node-boots-unsigned',
  title: 'Nodes load modules that nobody signed',
  layer: 'host',
  severity: 'low',
  guarantees: ['isolation', 'containment'],
  barriers: [],
  vector: 'vulnerable-host',
  references: ['mcsb:PV-4'],
  rationale:
    'Root on a node that boots what it likes stays there: in a module of the kernel, below every sensor. Secure Boot with a vTPM refuses what is not signed. Pools of sandboxed pods, of ARM and of confidential machines cannot have it: they are not asked.',
  remediation:
    'Bicep and ARM: `properties.securityProfile: { enableSecureBoot: true, enableVTPM: true }` of the pool; Terraform has no argument for it, `azapi_update_resource` sets it.',
  applies: 'agent-pool',
  when: (pool) => !isKnown(pool.osType, 'Windows') && !refusesSecureBoot(pool),
  check: ({ enableSecureBoot, enableVTPM, name }) =>
    worst(
      [enableSecureBoot, enableVTPM].map((known) =>
        demand(known, (isOn) => isOn, `Nodes of pool ${name} boot without Secure Boot and vTPM.`),
      ),
    ),
  examples: {
    fail: [pool(), missing(armPool('securityProfile = { enableSecureBoot = true }'))],
    pass: [armPool('securityProfile = { enableSecureBoot = true, enableVTPM = true }')],
    unknown: [armPool('securityProfile = { enableSecureBoot = true, enableVTPM = var.unknown }')],
  },
}
