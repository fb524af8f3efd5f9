import { isKnown } from '../../model/known.ts'
import type { Control } from '../control.ts'
import { every, forbid } from '../verdict.ts'
import { binding } from './rbac-examples.ts'
import { isReserved } from './reserved.ts'

export const anonymousBound: Control<'role-binding'> = {
  id: 'BH-0335',
  name: 'anonymous-bound',
  title: 'Binding grants rights without authentication',
  layer: 'identity',
  severity: 'critical',
  guarantees: ['containment'],
  barriers: ['A.rbac'],
  vector: 'misconfigured-container',
  references: [
    'trivy:KSV-0122',
    'kubescape:C-0262',
    'kubernetes-application-security-checklist:K8S-APP-rbac-3',
  ],
  rationale:
    'Every request counts, with no token at all: from any container that reaches the API server, and from the internet where it is public.',
  remediation: 'Remove the subject; bind the identity that needs the right.',
  applies: 'role-binding',
  when: (binding) => !isReserved(binding),
  check: (binding) =>
    every(
      binding.subjects.filter(({ kind }) => !isKnown(kind, 'ServiceAccount')),
      ({ name }) =>
        forbid(
          name,
          (text) => text === 'system:anonymous' || text === 'system:unauthenticated',
          `${binding.kind} ${binding.name} grants rights to requests without authentication.`,
        ),
    ),
  examples: {
    fail: [
      binding('ClusterRole', 'view', '{ kind: User, name: system:anonymous }'),
      binding('ClusterRole', 'view', '{ kind: Group, name: system:unauthenticated }'),
    ],
    pass: [binding('ClusterRole', 'view', '{ kind: Group, name: developers }')],
    unknown: [binding('ClusterRole', 'view', "{ kind: Group, name: '{{ .Values.group }}' }")],
  },
}
