import type { Control } from '../control.ts'
import { editRoleBindings } from './abilities.ts'
import { judgeRole } from './grants.ts'
import { clusterRole, role, rule } from './rbac-examples.ts'
import { isReserved } from './reserved.ts'

export const roleEditsRoleBindings: Control<'role'> = {
  id: 'BH-0989',
  name: 'role-edits-role-bindings',
  title: 'Role adds subjects to role bindings',
  layer: 'identity',
  severity: 'low',
  guarantees: ['containment'],
  barriers: ['A.rbac'],
  vector: 'misconfigured-container',
  references: ['trivy:KSV-0055'],
  differs: {
    'trivy:KSV-0055': 'The group of role bindings counts by its name; Trivy asks for `*` literally.',
  },
  rationale:
    'Whoever may patch a binding hands on every right that it holds itself: hostile code adds an account that outlives the one it was found in.',
  remediation: 'Leave role bindings to the platform’s own delivery; grant `get` at most.',
  applies: 'role',
  when: (role) => !isReserved(role),
  check: (role) => judgeRole(role, editRoleBindings),
  examples: {
    fail: [
      role(rule('get, patch', 'rolebindings', '*')),
      clusterRole(rule('*', 'rolebindings', 'rbac.authorization.k8s.io')),
    ],
    pass: [role(rule('get', 'rolebindings', '*')), role(rule('get, patch', 'rolebindings', 'apps'))],
    unknown: [],
  },
}
