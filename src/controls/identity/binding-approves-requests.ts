import type { Control } from '../control.ts'
import { approveRequests } from './abilities.ts'
import { judgeBinding } from './grants.ts'
import { granted, rule } from './rbac-examples.ts'
import { isReserved } from './reserved.ts'

export const bindingApprovesRequests: Control<'role-binding'> = {
  id: 'BH-0356',
  name: 'binding-approves-requests',
  title: 'Binding lets somebody approve certificate requests',
  layer: 'identity',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['A.rbac'],
  vector: 'misconfigured-container',
  references: ['kubescape:C-0280', 'cis-aks-1.8:4.1.10', 'cis-1.12:5.1.11', 'cis-1.11:5.1.11'],
  rationale: 'With the right over a signer beside it, the holder issues certificates for any user.',
  remediation: 'Keep the approval of requests to the controller that does it.',
  applies: 'role-binding',
  when: (binding) => !isReserved(binding),
  check: (binding, platform) => judgeBinding(binding, approveRequests, platform),
  examples: {
    fail: [granted(rule('update', 'certificatesigningrequests/approval', 'certificates.k8s.io'))],
    pass: [granted(rule('get', 'certificatesigningrequests', 'certificates.k8s.io'))],
    unknown: [],
  },
}
