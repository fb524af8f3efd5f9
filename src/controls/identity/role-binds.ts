import type { Control } from '../control.ts'
import { bind } from './abilities.ts'
import { judgeRole } from './grants.ts'
import { clusterRole, role, rule } from './rbac-examples.ts'
import { isReserved } from './reserved.ts'

export const roleBinds: Control<'role'> = {
  id: 'BH-0314',
  name: 'role-binds',
  title: 'Role binds roles whose rights it does not hold',
  layer: 'identity',
  severity: 'high',
  guarantees: ['containment'],
  barriers: ['A.rbac'],
  vector: 'misconfigured-container',
  references: [
    'checkov:CKV_K8S_157',
    'trivy:KSV-0050',
    'cis-aks-1.8:4.1.7',
    'cis-1.12:5.1.8',
    'cis-1.11:5.1.8',
    'kubernetes-security-checklist:K8S-SEC-authn-authz-6',
  ],
  differs: {
    'checkov:CKV_K8S_157':
      'Kubernetes asks for `bind` on the role, so that `bind` on roles and cluster roles counts; Checkov looks for it on bindings only.',
    'trivy:KSV-0050':
      'A wildcard grants the same and counts; Trivy matches literal names and leaves the API group aside. The verbs `escalate` and `impersonate` mean nothing on role bindings, nor does `impersonate` on roles.',
  },
  rationale: '`bind` over every role lets its holder bind cluster-admin to itself.',
  remediation:
    'Name the roles that may be bound under `resourceNames`, none of them with more rights than the binder needs.',
  applies: 'role',
  when: (role) => !isReserved(role),
  check: (role) => judgeRole(role, bind),
  examples: {
    fail: [
      clusterRole(rule('bind', 'clusterroles', 'rbac.authorization.k8s.io')),
      role(rule('bind', 'rolebindings', 'rbac.authorization.k8s.io')),
    ],
    pass: [
      role(rule('create', 'rolebindings', 'rbac.authorization.k8s.io')),
      clusterRole(
        '{ apiGroups: [rbac.authorization.k8s.io], resources: [clusterroles], resourceNames: [view], verbs: [bind] }',
      ),
    ],
    unknown: [],
  },
}
