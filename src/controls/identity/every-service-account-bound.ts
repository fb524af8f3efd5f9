import { isKnown } from '../../model/known.ts'
import type { Control } from '../control.ts'
import { every, forbid } from '../verdict.ts'
import { binding } from './rbac-examples.ts'
import { isReserved } from './reserved.ts'

export const everyServiceAccountBound: Control<'role-binding'> = {
  id: 'BH-0338',
  name: 'every-service-account-bound',
  title: 'Binding grants rights to all service accounts',
  layer: 'identity',
  severity: 'high',
  guarantees: ['containment'],
  barriers: ['A.rbac'],
  vector: 'misconfigured-container',
  references: [],
  rationale:
    'The rights go to every workload, of the cluster or of the namespace, also to the untrusted and to those that come later.',
  remediation: 'Bind the service accounts that need the right by name.',
  applies: 'role-binding',
  when: (binding) => !isReserved(binding),
  check: (binding) =>
    every(
      binding.subjects.filter(({ kind }) => !isKnown(kind, 'ServiceAccount')),
      ({ name }) =>
        forbid(
          name,
          (text) => text === 'system:serviceaccounts' || text.startsWith('system:serviceaccounts:'),
          `${binding.kind} ${binding.name} grants rights to all service accounts.`,
        ),
    ),
  examples: {
    fail: [
      binding('ClusterRole', 'view', '{ kind: Group, name: system:serviceaccounts }'),
      binding('ClusterRole', 'view', '{ kind: Group, name: system:serviceaccounts:models }'),
    ],
    pass: [binding('ClusterRole', 'view', '{ kind: Group, name: developers }')],
    unknown: [binding('ClusterRole', 'view', "{ kind: Group, name: '{{ .Values.group }}' }")],
  },
}
