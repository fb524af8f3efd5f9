import type { Control } from '../control.ts'
import { clusterRole, rule } from './rbac-examples.ts'
import { isReserved } from './reserved.ts'
import { judgeStarredNames } from './starred-names.ts'

const anyName =
  '{ apiGroups: [rbac.authorization.k8s.io], resources: [clusterroles], resourceNames: ["*"], verbs: [bind] }'

export const roleBindsAnyName: Control<'role'> = {
  id: 'BH-0987',
  name: 'role-binds-any-name',
  title: 'Role asks to bind roles of every name',
  layer: 'identity',
  severity: 'medium',
  confidence: 'possible',
  guarantees: ['containment'],
  barriers: ['A.rbac'],
  vector: 'misconfigured-container',
  references: ['trivy:KSV-0051'],
  rationale:
    'RBAC knows no wildcard for names, so that the rule grants nothing as written; its author wants every role to be bindable. Corrected, it lets whoever holds it, hostile code included, give itself cluster-admin.',
  remediation:
    'Name the roles that may be bound under `resourceNames`, none with more rights than the binder needs.',
  applies: 'role',
  when: (role) => !isReserved(role),
  check: (role) => judgeStarredNames(role, 'rolebindings', ['clusterroles', 'roles']),
  examples: {
    fail: [clusterRole(rule('create', 'rolebindings', 'rbac.authorization.k8s.io'), anyName)],
    pass: [
      clusterRole(anyName),
      clusterRole(
        rule('create', 'rolebindings', 'rbac.authorization.k8s.io'),
        '{ apiGroups: [rbac.authorization.k8s.io], resources: [clusterroles], resourceNames: [view], verbs: [bind] }',
      ),
    ],
    unknown: [],
  },
}
