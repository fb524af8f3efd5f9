import type { Control } from '../control.ts'
import { forbid } from '../verdict.ts'

export const longLivedAccountToken: Control<'secret'> = {
  id: 'BH-0379',
  name: 'long-lived-account-token',
  title: 'Secret holds a service account token without end',
  layer: 'identity',
  severity: 'high',
  guarantees: ['containment'],
  barriers: ['A.token'],
  vector: 'exposed-secrets',
  references: ['kubernetes-security-checklist:K8S-SEC-secrets-5'],
  rationale:
    'The token never expires, is bound to no pod and survives the workload. Who reads the secret once is the account until somebody deletes it.',
  remediation:
    'Delete the secret; pods get short-lived tokens by projection, others ask the TokenRequest API.',
  applies: 'secret',
  check: (secret) =>
    forbid(
      secret.type,
      (type) => type === 'kubernetes.io/service-account-token',
      `Secret ${secret.name} asks for a service account token that never expires.`,
    ),
  examples: {
    fail: [
      'apiVersion: v1\nkind: Secret\ntype: kubernetes.io/service-account-token\nmetadata: { name: token, namespace: models, annotations: { kubernetes.io/service-account.name: model } }',
    ],
    pass: [
      'apiVersion: v1\nkind: Secret\ntype: Opaque\nmetadata: { name: token, namespace: models, annotations: { kubernetes.io/service-account.name: model } }',
    ],
    unknown: [
      'apiVersion: v1\nkind: Secret\ntype: "{{ .Values.type }}"\nmetadata: { name: token, namespace: models, annotations: { kubernetes.io/service-account.name: model } }',
    ],
  },
}
