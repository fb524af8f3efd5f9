import type { Control } from '../control.ts'
import { doubtful, every, forbid } from '../verdict.ts'
import { binding, modelAccount } from './rbac-examples.ts'

export const defaultAccountBound: Control<'role-binding'> = {
  id: 'BH-0334',
  name: 'default-account-bound',
  title: 'Binding names a default service account',
  layer: 'identity',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['A.rbac'],
  vector: 'misconfigured-container',
  references: [
    'checkov:CKV_K8S_42',
    'cis-aks-1.8:4.1.5',
    'cis-aks-1.7:4.1.5',
    'cis-1.12:5.1.5',
    'cis-1.11:5.1.5',
  ],
  rationale:
    'Every pod that names no service account runs as the default one: the rights go to each of them, also to those that come later.',
  remediation: 'Create a service account for the workload that needs the rights and bind that.',
  applies: 'role-binding',
  check: (binding) =>
    every(
      binding.subjects.filter(({ kind }) => kind.state === 'hidden' || kind.value === 'ServiceAccount'),
      ({ kind, name }) => {
        const message = `${binding.kind} ${binding.name} gives rights to a default service account.`
        const verdict = forbid(name, (text) => text === 'default', message)
        return kind.state === 'hidden' && verdict.verdict === 'fail'
          ? doubtful(message, kind.reason, kind.origin)
          : verdict
      },
    ),
  examples: {
    fail: [binding('ClusterRole', 'view', '{ kind: ServiceAccount, name: default, namespace: models }')],
    pass: [
      binding('ClusterRole', 'view', modelAccount),
      binding('ClusterRole', 'view', '{ kind: User, name: default }'),
    ],
    unknown: [
      binding(
        'ClusterRole',
        'view',
        "{ kind: ServiceAccount, name: '{{ .Values.account }}', namespace: models }",
      ),
    ],
  },
}
