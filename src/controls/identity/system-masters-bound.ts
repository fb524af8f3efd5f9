import { isKnown } from '../../model/known.ts'
import type { Control } from '../control.ts'
import { every, forbid } from '../verdict.ts'
import { binding } from './rbac-examples.ts'
import { isReserved } from './reserved.ts'

export const systemMastersBound: Control<'role-binding'> = {
  id: 'BH-0337',
  name: 'system-masters-bound',
  title: 'Binding names system:masters',
  layer: 'identity',
  severity: 'high',
  guarantees: ['containment'],
  barriers: ['A.rbac'],
  vector: 'misconfigured-container',
  references: [
    'trivy:KSV-0123',
    'kubernetes-security-checklist:K8S-SEC-authn-authz-1',
    'cis-1.12:5.1.7',
    'cis-1.11:5.1.7',
  ],
  rationale:
    'No authorizer ever refuses the group, and nobody can take a certificate with it back. A binding to it shows that certificates with it are in use.',
  remediation: 'Use a group of your identity provider, and keep certificates of `system:masters` in a safe.',
  applies: 'role-binding',
  when: (binding) => !isReserved(binding),
  check: (binding) =>
    every(
      binding.subjects.filter(({ kind }) => !isKnown(kind, 'ServiceAccount')),
      ({ name }) =>
        forbid(
          name,
          (text) => text === 'system:masters',
          `${binding.kind} ${binding.name} names system:masters.`,
        ),
    ),
  examples: {
    fail: [binding('ClusterRole', 'view', '{ kind: Group, name: system:masters }')],
    pass: [binding('ClusterRole', 'view', '{ kind: Group, name: developers }')],
    unknown: [binding('ClusterRole', 'view', "{ kind: Group, name: '{{ .Values.group }}' }")],
  },
}
