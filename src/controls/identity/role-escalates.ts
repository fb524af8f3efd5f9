import type { Control } from '../control.ts'
import { escalate } from './abilities.ts'
import { judgeRole } from './grants.ts'
import { clusterRole, role, rule } from './rbac-examples.ts'
import { isReserved } from './reserved.ts'

export const roleEscalates: Control<'role'> = {
  id: 'BH-0313',
  name: 'role-escalates',
  title: 'Role writes rights that it does not hold',
  layer: 'identity',
  severity: 'high',
  guarantees: ['containment'],
  barriers: ['A.rbac'],
  vector: 'misconfigured-container',
  references: [
    'checkov:CKV_K8S_158',
    'trivy:KSV-0050',
    'cis-aks-1.8:4.1.7',
    'cis-1.12:5.1.8',
    'cis-1.11:5.1.8',
    'kubernetes-security-checklist:K8S-SEC-authn-authz-6',
  ],
  differs: {
    'trivy:KSV-0050':
      'A wildcard grants the same and counts; Trivy matches literal names and leaves the API group aside. The verbs `escalate` and `impersonate` mean nothing on role bindings, nor does `impersonate` on roles.',
  },
  rationale:
    '`escalate` switches off the one rule that keeps an identity from granting itself more than it has.',
  remediation: 'Remove the verb `escalate`; who writes roles must hold what they grant.',
  applies: 'role',
  when: (role) => !isReserved(role),
  check: (role) => judgeRole(role, escalate),
  examples: {
    fail: [
      clusterRole(rule('escalate', 'clusterroles', 'rbac.authorization.k8s.io')),
      role(rule('*', 'roles', 'rbac.authorization.k8s.io')),
    ],
    pass: [
      role(rule('create, update', 'roles', 'rbac.authorization.k8s.io')),
      role(rule('escalate', 'roles')),
    ],
    unknown: [],
  },
}
