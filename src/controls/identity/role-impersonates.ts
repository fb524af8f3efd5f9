import type { Control } from '../control.ts'
import { impersonate } from './abilities.ts'
import { judgeRole } from './grants.ts'
import { clusterRole, role, rule } from './rbac-examples.ts'
import { isReserved } from './reserved.ts'

export const roleImpersonates: Control<'role'> = {
  id: 'BH-0315',
  name: 'role-impersonates',
  title: 'Role acts as other identities',
  layer: 'identity',
  severity: 'high',
  guarantees: ['containment'],
  barriers: ['A.rbac'],
  vector: 'misconfigured-container',
  references: [
    'trivy:KSV-0043',
    'cis-aks-1.8:4.1.7',
    'cis-1.12:5.1.8',
    'cis-1.11:5.1.8',
    'kubernetes-security-checklist:K8S-SEC-authn-authz-6',
  ],
  differs: {
    'trivy:KSV-0043':
      'Trivy flags groups under the API group `*` only; the group of `users` and `groups` is the core group.',
  },
  rationale:
    'Whoever may impersonate users or groups without names acts as `system:masters`, which no authorizer ever refuses.',
  remediation: 'Remove the verb `impersonate`, or list the identities under `resourceNames`.',
  applies: 'role',
  when: (role) => !isReserved(role),
  check: (role) => judgeRole(role, impersonate),
  examples: {
    fail: [
      clusterRole(rule('impersonate', 'users, groups')),
      clusterRole(rule('impersonate', 'groups', '*')),
      role(rule('*', 'serviceaccounts')),
      clusterRole(rule('impersonate', 'userextras', 'authentication.k8s.io')),
    ],
    pass: [
      clusterRole("{ apiGroups: [''], resources: ['users'], resourceNames: ['ci'], verbs: ['impersonate'] }"),
      role(rule('get', 'serviceaccounts')),
    ],
    unknown: [],
  },
}
