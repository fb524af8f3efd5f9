import type { Control } from '../control.ts'
import { demand } from '../verdict.ts'

export const accountMountsToken: Control<'service-account'> = {
  id: 'BH-0375',
  name: 'account-mounts-token',
  title: 'Service account mounts its token by default',
  layer: 'identity',
  severity: 'info',
  guarantees: ['containment'],
  barriers: ['A.token'],
  vector: 'misconfigured-container',
  references: [
    'kubescape:C-0034',
    'kubescape:C-0190',
    'cis-aks-1.8:4.1.6',
    'cis-aks-1.7:4.1.6',
    'cis-1.12:5.1.6',
    'cis-1.11:5.1.6',
  ],
  rationale:
    'Every pod that names the account gets a token for the API server, whether it talks to it or not.',
  remediation:
    'Set `automountServiceAccountToken: false` on the account and `true` on the pods that need the token.',
  applies: 'service-account',
  when: ({ name }) => name !== 'default',
  check: (account) =>
    demand(
      account.automountServiceAccountToken,
      (on) => on === false,
      `${account.kind} ${account.name} mounts its token into every pod that names it.`,
    ),
  examples: {
    fail: ['apiVersion: v1\nkind: ServiceAccount\nmetadata: { name: model, namespace: models }\n'],
    pass: [
      'apiVersion: v1\nkind: ServiceAccount\nmetadata: { name: model, namespace: models }\nautomountServiceAccountToken: false',
    ],
    unknown: [
      'apiVersion: v1\nkind: ServiceAccount\nmetadata: { name: model, namespace: models }\nautomountServiceAccountToken: {{ .Values.mount }}',
    ],
  },
}
