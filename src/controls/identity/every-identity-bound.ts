import { isKnown } from '../../model/known.ts'
import type { Control } from '../control.ts'
import { every, forbid } from '../verdict.ts'
import { binding } from './rbac-examples.ts'
import { isReserved } from './reserved.ts'

export const everyIdentityBound: Control<'role-binding'> = {
  id: 'BH-0336',
  name: 'every-identity-bound',
  title: 'Binding grants rights to every identity',
  layer: 'identity',
  severity: 'high',
  guarantees: ['containment'],
  barriers: ['A.rbac'],
  vector: 'misconfigured-container',
  references: ['trivy:KSV-01011'],
  rationale:
    'Every service account of the cluster belongs to the group: code in any container with any token has the rights.',
  remediation: 'Bind the group or account that needs the right.',
  applies: 'role-binding',
  when: (binding) => !isReserved(binding),
  check: (binding) =>
    every(
      binding.subjects.filter(({ kind }) => !isKnown(kind, 'ServiceAccount')),
      ({ name }) =>
        forbid(
          name,
          (text) => text === 'system:authenticated',
          `${binding.kind} ${binding.name} grants rights to everybody who is authenticated.`,
        ),
    ),
  examples: {
    fail: [binding('ClusterRole', 'view', '{ kind: Group, name: system:authenticated }')],
    pass: [binding('ClusterRole', 'view', '{ kind: Group, name: developers }')],
    unknown: [binding('ClusterRole', 'view', "{ kind: Group, name: '{{ .Values.group }}' }")],
  },
}
