import type { Control } from '../control.ts'
import { bindOnRoles } from './abilities.ts'
import { bindsEverything, judgeBinding } from './grants.ts'
import { granted, rule } from './rbac-examples.ts'
import { isReserved } from './reserved.ts'

export const bindingBinds: Control<'role-binding'> = {
  id: 'BH-0351',
  name: 'binding-binds',
  title: 'Binding lets somebody bind any role',
  layer: 'identity',
  severity: 'high',
  guarantees: ['containment'],
  barriers: ['A.rbac'],
  vector: 'misconfigured-container',
  references: ['kubescape:C-0191', 'cis-aks-1.8:4.1.7', 'cis-1.12:5.1.8', 'cis-1.11:5.1.8'],
  rationale: 'With `bind` over every role the holder binds cluster-admin to himself.',
  remediation:
    'Name the roles that may be bound under `resourceNames`. A built-in role stays as it is: bind one of your own instead.',
  applies: 'role-binding',
  when: (binding, platform) => !isReserved(binding) && !bindsEverything(binding, platform),
  check: (binding, platform) => judgeBinding(binding, bindOnRoles, platform),
  examples: {
    fail: [granted(rule('bind', 'clusterroles', 'rbac.authorization.k8s.io'))],
    pass: [granted(rule('get', 'clusterroles', 'rbac.authorization.k8s.io'))],
    unknown: [],
  },
}
