import type { Control } from '../control.ts'
import { impersonateAccounts } from './abilities.ts'
import { bindsWorkload, judgeBinding } from './grants.ts'
import { granted, grantedInNamespace, rule } from './rbac-examples.ts'

export const workloadImpersonates: Control<'role-binding'> = {
  id: 'BH-0343',
  name: 'workload-impersonates',
  title: 'Service account may act as other identities',
  layer: 'identity',
  severity: 'high',
  guarantees: ['containment'],
  barriers: ['A.rbac'],
  vector: 'misconfigured-container',
  references: [
    'checkov:CKV2_K8S_3',
    'kubescape:C-0065',
    'kubescape:C-0191',
    'cis-aks-1.8:4.1.7',
    'cis-1.12:5.1.8',
    'cis-1.11:5.1.8',
  ],
  differs: {
    'checkov:CKV2_K8S_3':
      'Checkov leaves the API group of a rule aside; here verb, group and resource have to match in one rule, as in the authorizer.',
    'kubescape:C-0065':
      'Kubescape counts `uids` of the core group. They stand in `authentication.k8s.io`, and give nothing without `users`.',
    'kubescape:C-0191':
      'Kubescape counts `uids` of the core group. They stand in `authentication.k8s.io`, and give nothing without `users`.',
  },
  rationale: 'Code in the workload sends two headers and is somebody else, `system:masters` included.',
  remediation:
    'Remove `impersonate`, or list the identities under `resourceNames`. A built-in role stays as it is: bind one of your own instead.',
  applies: 'role-binding',
  when: (binding) => bindsWorkload(binding),
  check: (binding, platform) => judgeBinding(binding, impersonateAccounts, platform),
  examples: {
    fail: [granted(rule('impersonate', 'users')), grantedInNamespace(rule('*', 'serviceaccounts'))],
    pass: [granted(rule('create', 'serviceaccounts'))],
    unknown: [],
  },
}
