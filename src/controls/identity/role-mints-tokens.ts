import type { Control } from '../control.ts'
import { mintTokens } from './abilities.ts'
import { judgeRole } from './grants.ts'
import { clusterRole, role, rule } from './rbac-examples.ts'
import { isReserved } from './reserved.ts'

export const roleMintsTokens: Control<'role'> = {
  id: 'BH-0320',
  name: 'role-mints-tokens',
  title: 'Role mints tokens of service accounts',
  layer: 'identity',
  severity: 'high',
  guarantees: ['containment'],
  barriers: ['A.rbac'],
  vector: 'misconfigured-container',
  references: [
    'cis-aks-1.8:4.1.12',
    'cis-1.12:5.1.13',
    'cis-1.11:5.1.13',
    'kubernetes-security-checklist:K8S-SEC-authn-authz-6',
  ],
  rationale:
    'A token request is answered with a fresh token of any service account in reach, the most powerful one too.',
  remediation: 'Name the service accounts under `resourceNames`.',
  applies: 'role',
  when: (role) => !isReserved(role),
  check: (role) => judgeRole(role, mintTokens),
  examples: {
    fail: [clusterRole(rule('create', 'serviceaccounts/token')), role(rule('*', 'serviceaccounts/token'))],
    pass: [
      role(rule('create', 'serviceaccounts')),
      role(
        "{ apiGroups: [''], resources: ['serviceaccounts/token'], resourceNames: ['own'], verbs: ['create'] }",
      ),
    ],
    unknown: [],
  },
}
