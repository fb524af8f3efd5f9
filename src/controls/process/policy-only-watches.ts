import type { Control } from '../control.ts'
import { demand, forbid, worst } from '../verdict.ts'
import { azure } from '../azure-examples.ts'

export const policyOnlyWatches: Control<'policy-assignment'> = {
  id: 'BH-1283',
  name: 'policy-only-watches',
  title: 'Assigned policy rejects nothing',
  layer: 'process',
  severity: 'medium',
  guarantees: ['isolation', 'containment'],
  barriers: ['A.policy'],
  vector: 'misconfigured-container',
  references: ['mcsb:PV-2'],
  rationale:
    'By default policies for Kubernetes audit: the privileged pod runs, and a report says so the next day.',
  remediation: 'Set the parameter `effect` to `Deny` and leave `enforce` on.',
  applies: 'policy-assignment',
  check: ({ effect, enforcementMode, name }) => {
    const message = `Policy assignment ${name} rejects nothing.`
    return worst([
      demand(enforcementMode, (mode) => mode === 'Default', message),
      forbid(effect, (text) => watching.has(text?.toLowerCase() ?? ''), message),
    ])
  },
  examples: {
    fail: [
      azure('resource_group_policy_assignment', 'parameters = jsonencode({ effect = { value = "Audit" } })'),
      azure('subscription_policy_assignment', 'enforce = false'),
    ],
    pass: [
      azure('resource_group_policy_assignment', 'parameters = jsonencode({ effect = { value = "Deny" } })'),
      azure('resource_group_policy_assignment'),
    ],
    unknown: [azure('resource_group_policy_assignment', 'parameters = var.unknown')],
  },
}

const watching = new Set(['audit', 'auditifnotexists', 'disabled'])
