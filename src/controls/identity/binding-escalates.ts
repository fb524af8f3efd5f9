import type { Control } from '../control.ts'
import { escalate } from './abilities.ts'
import { bindsEverything, judgeBinding } from './grants.ts'
import { granted, rule } from './rbac-examples.ts'
import { isReserved } from './reserved.ts'

export const bindingEscalates: Control<'role-binding'> = {
  id: 'BH-0350',
  name: 'binding-escalates',
  title: 'Binding lets somebody write any right into a role',
  layer: 'identity',
  severity: 'high',
  guarantees: ['containment'],
  barriers: ['A.rbac'],
  vector: 'misconfigured-container',
  references: ['kubescape:C-0191', 'cis-aks-1.8:4.1.7', 'cis-1.12:5.1.8', 'cis-1.11:5.1.8'],
  rationale: '`escalate` switches off the rule that nobody grants more than he holds.',
  remediation:
    'Remove the verb from the role, or the binding. A built-in role stays as it is: bind one of your own instead.',
  applies: 'role-binding',
  when: (binding, platform) => !isReserved(binding) && !bindsEverything(binding, platform),
  check: (binding, platform) => judgeBinding(binding, escalate, platform),
  examples: {
    fail: [granted(rule('escalate', 'roles', 'rbac.authorization.k8s.io'))],
    pass: [granted(rule('update', 'roles', 'rbac.authorization.k8s.io'))],
    unknown: [],
  },
}
