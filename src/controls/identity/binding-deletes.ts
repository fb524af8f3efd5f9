import type { Control } from '../control.ts'
import { deleteWidely } from './abilities.ts'
import { judgeBinding } from './grants.ts'
import { granted, rule } from './rbac-examples.ts'
import { isReserved } from './reserved.ts'

export const bindingDeletes: Control<'role-binding'> = {
  id: 'BH-0359',
  name: 'binding-deletes',
  title: 'Binding lets somebody delete workloads, services or secrets',
  layer: 'identity',
  severity: 'low',
  guarantees: ['containment'],
  barriers: ['A.rbac'],
  vector: 'misconfigured-container',
  references: ['kubescape:C-0007'],
  rationale: 'Deleting is the simplest attack on everybody else: their workloads stop, their keys are gone.',
  remediation: 'Remove `delete` and `deletecollection`, or list names under `resourceNames`.',
  applies: 'role-binding',
  when: (binding) => !isReserved(binding),
  check: (binding, platform) => judgeBinding(binding, deleteWidely, platform),
  examples: { fail: [granted(rule('delete', 'pods'))], pass: [granted(rule('get', 'pods'))], unknown: [] },
}
