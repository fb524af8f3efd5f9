import type { Control } from '../control.ts'
import { impersonateAccounts } from './abilities.ts'
import { bindsWorkload, judgeBinding } from './grants.ts'
import { grantedToPerson, rule } from './rbac-examples.ts'
import { isReserved } from './reserved.ts'

export const personImpersonates: Control<'role-binding'> = {
  id: 'BH-0348',
  name: 'person-impersonates',
  title: 'User or group may act as other identities',
  layer: 'identity',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['A.rbac'],
  vector: 'misconfigured-container',
  references: [
    'kubescape:C-0065',
    'kubescape:C-0191',
    'cis-aks-1.8:4.1.7',
    'cis-1.12:5.1.8',
    'cis-1.11:5.1.8',
  ],
  differs: {
    'kubescape:C-0065':
      'Kubescape counts `uids` of the core group. They stand in `authentication.k8s.io`, and give nothing without `users`.',
    'kubescape:C-0191':
      'Kubescape counts `uids` of the core group. They stand in `authentication.k8s.io`, and give nothing without `users`.',
  },
  rationale: 'The account becomes anyone by sending a header; without names it becomes `system:masters`.',
  remediation: 'List the identities under `resourceNames`, and watch the audit log for `impersonatedUser`.',
  applies: 'role-binding',
  when: (binding) => !bindsWorkload(binding) && !isReserved(binding),
  check: (binding, platform) => judgeBinding(binding, impersonateAccounts, platform),
  examples: {
    fail: [grantedToPerson(rule('impersonate', 'users'))],
    pass: [grantedToPerson(rule('get', 'pods'))],
    unknown: [],
  },
}
