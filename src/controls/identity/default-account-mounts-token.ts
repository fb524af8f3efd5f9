import type { Control } from '../control.ts'
import { demand } from '../verdict.ts'

export const defaultAccountMountsToken: Control<'service-account'> = {
  id: 'BH-0374',
  name: 'default-account-mounts-token',
  title: 'Default service account mounts its token',
  layer: 'identity',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['A.token'],
  vector: 'misconfigured-container',
  references: [
    'checkov:CKV_K8S_41',
    'cis-aks-1.8:4.1.5',
    'cis-aks-1.7:4.1.5',
    'cis-1.12:5.1.5',
    'cis-1.11:5.1.5',
  ],
  rationale:
    'Every pod that names no service account gets this token, also those whose authors never thought of one. Whatever somebody binds to the account, all of them hold.',
  remediation: 'Set `automountServiceAccountToken: false` on the default service account of each namespace.',
  applies: 'service-account',
  when: ({ name }) => name === 'default',
  check: (account) =>
    demand(
      account.automountServiceAccountToken,
      (on) => on === false,
      `The default service account of namespace ${account.namespace} mounts its token.`,
    ),
  examples: {
    fail: [
      'apiVersion: v1\nkind: ServiceAccount\nmetadata: { name: default, namespace: models }\n',
      'apiVersion: v1\nkind: ServiceAccount\nmetadata: { name: default, namespace: models }\nautomountServiceAccountToken: true',
    ],
    pass: [
      'apiVersion: v1\nkind: ServiceAccount\nmetadata: { name: default, namespace: models }\nautomountServiceAccountToken: false',
    ],
    unknown: [
      'apiVersion: v1\nkind: ServiceAccount\nmetadata: { name: default, namespace: models }\nautomountServiceAccountToken: {{ .Values.mount }}',
    ],
  },
}
