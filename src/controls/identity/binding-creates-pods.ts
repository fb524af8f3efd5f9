import type { Control } from '../control.ts'
import { createPods } from './abilities.ts'
import { judgeBinding } from './grants.ts'
import { granted, grantedInNamespace, rule } from './rbac-examples.ts'
import { isReserved } from './reserved.ts'

export const bindingCreatesPods: Control<'role-binding'> = {
  id: 'BH-0347',
  name: 'binding-creates-pods',
  title: 'Binding lets somebody create pods',
  layer: 'identity',
  severity: 'low',
  guarantees: ['containment'],
  barriers: ['A.rbac'],
  vector: 'misconfigured-container',
  references: [
    'kube-linter:access-to-create-pods',
    'kubescape:C-0188',
    'cis-aks-1.8:4.1.4',
    'cis-aks-1.7:4.1.4',
    'cis-1.12:5.1.4',
    'cis-1.11:5.1.4',
  ],
  rationale:
    'A pod may use every service account, secret and volume of its namespace; who creates one holds them all.',
  remediation:
    'Create workloads through a delivery pipeline, and let admission check which service accounts they may use.',
  applies: 'role-binding',
  when: (binding) => !isReserved(binding),
  check: (binding, platform) => judgeBinding(binding, createPods, platform),
  examples: {
    fail: [granted(rule('create', 'pods')), grantedInNamespace(rule('*', '*'))],
    pass: [granted(rule('get', 'pods'))],
    unknown: [],
  },
}
