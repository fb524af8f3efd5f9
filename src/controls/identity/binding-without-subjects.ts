import type { Control } from '../control.ts'
import { fail, pass } from '../verdict.ts'
import { binding, modelAccount } from './rbac-examples.ts'
import { isReserved } from './reserved.ts'

export const bindingWithoutSubjects: Control<'role-binding'> = {
  id: 'BH-0339',
  name: 'binding-without-subjects',
  title: 'Binding has no subjects',
  layer: 'identity',
  severity: 'info',
  guarantees: ['containment'],
  barriers: ['A.rbac'],
  vector: 'misconfigured-container',
  references: [],
  rationale:
    'It grants nothing today, and rights to whomever somebody adds tomorrow, in a change that shows no role.',
  remediation: 'Delete the binding.',
  applies: 'role-binding',
  when: (binding) => !isReserved(binding),
  check: (binding) =>
    binding.subjects.length === 0
      ? fail(`${binding.kind} ${binding.name} has no subjects.`, binding.origin)
      : pass(),
  examples: {
    fail: [binding('ClusterRole', 'view')],
    pass: [binding('ClusterRole', 'view', modelAccount)],
    unknown: [],
  },
}
