import type { Control } from '../control.ts'
import { changeWebhooks } from './abilities.ts'
import { judgeBinding } from './grants.ts'
import { granted, rule } from './rbac-examples.ts'
import { isReserved } from './reserved.ts'

export const bindingChangesWebhooks: Control<'role-binding'> = {
  id: 'BH-0357',
  name: 'binding-changes-webhooks',
  title: 'Binding lets somebody change admission webhooks',
  layer: 'identity',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['A.rbac'],
  vector: 'misconfigured-container',
  references: ['kubescape:C-0281', 'cis-aks-1.8:4.1.11', 'cis-1.12:5.1.12', 'cis-1.11:5.1.12'],
  rationale: 'The holder opens the gate, or rewrites what passes it.',
  remediation: 'Name the webhook configurations under `resourceNames`.',
  applies: 'role-binding',
  when: (binding) => !isReserved(binding),
  check: (binding, platform) => judgeBinding(binding, changeWebhooks, platform),
  examples: {
    fail: [granted(rule('delete', 'validatingwebhookconfigurations', 'admissionregistration.k8s.io'))],
    pass: [granted(rule('get', 'validatingwebhookconfigurations', 'admissionregistration.k8s.io'))],
    unknown: [],
  },
}
