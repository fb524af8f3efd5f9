import type { Control } from '../control.ts'
import { changeNetwork } from './abilities.ts'
import { judgeRole } from './grants.ts'
import { role, rule } from './rbac-examples.ts'
import { isReserved } from './reserved.ts'

export const roleChangesNetwork: Control<'role'> = {
  id: 'BH-0321',
  name: 'role-changes-network',
  title: 'Role changes services, routes or network policies',
  layer: 'identity',
  severity: 'low',
  guarantees: ['containment'],
  barriers: ['A.rbac'],
  vector: 'misconfigured-container',
  references: ['trivy:KSV-0056'],
  differs: {
    'trivy:KSV-0056':
      'A wildcard grants the same and counts; Trivy matches literal names and leaves the API group aside. The verb `impersonate` means nothing on them.',
  },
  rationale:
    'Services and endpoints decide who receives traffic; network policies are the wall between tenants. Who edits them intercepts the one and opens the other.',
  remediation: 'Keep these rights to ingress controllers and the platform’s own delivery.',
  applies: 'role',
  when: (role) => !isReserved(role),
  check: (role) => judgeRole(role, changeNetwork),
  examples: {
    fail: [role(rule('create', 'services')), role(rule('delete', 'networkpolicies', 'networking.k8s.io'))],
    pass: [role(rule('get', 'services'))],
    unknown: [],
  },
}
