import type { Control } from '../control.ts'
import { deleteEvents } from './abilities.ts'
import { judgeBinding } from './grants.ts'
import { granted, rule } from './rbac-examples.ts'
import { isReserved } from './reserved.ts'

export const bindingDeletesEvents: Control<'role-binding'> = {
  id: 'BH-0352',
  name: 'binding-deletes-events',
  title: 'Binding lets somebody delete events',
  layer: 'identity',
  severity: 'low',
  guarantees: ['containment'],
  barriers: ['A.rbac'],
  vector: 'misconfigured-container',
  references: ['kubescape:C-0031'],
  rationale: 'Events are the first trace of what somebody did; code that hides deletes them.',
  remediation: 'Remove `delete` and `deletecollection` on events.',
  applies: 'role-binding',
  when: (binding) => !isReserved(binding),
  check: (binding, platform) => judgeBinding(binding, deleteEvents, platform),
  examples: {
    fail: [granted(rule('delete', 'events'))],
    pass: [granted(rule('create, patch', 'events'))],
    unknown: [],
  },
}
