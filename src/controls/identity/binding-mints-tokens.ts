import type { Control } from '../control.ts'
import { mintTokens } from './abilities.ts'
import { judgeBinding } from './grants.ts'
import { granted, rule } from './rbac-examples.ts'
import { isReserved } from './reserved.ts'

export const bindingMintsTokens: Control<'role-binding'> = {
  id: 'BH-0358',
  name: 'binding-mints-tokens',
  title: 'Binding lets somebody mint tokens',
  layer: 'identity',
  severity: 'high',
  guarantees: ['containment'],
  barriers: ['A.rbac'],
  vector: 'misconfigured-container',
  references: ['kubescape:C-0282', 'cis-aks-1.8:4.1.12', 'cis-1.12:5.1.13', 'cis-1.11:5.1.13'],
  rationale: 'The API answers with a fresh token of any service account in reach.',
  remediation:
    'Name the service accounts under `resourceNames`. A built-in role stays as it is: bind one of your own instead.',
  applies: 'role-binding',
  when: (binding) => !isReserved(binding),
  check: (binding, platform) => judgeBinding(binding, mintTokens, platform),
  examples: {
    fail: [granted(rule('create', 'serviceaccounts/token'))],
    pass: [granted(rule('create', 'serviceaccounts'))],
    unknown: [],
  },
}
