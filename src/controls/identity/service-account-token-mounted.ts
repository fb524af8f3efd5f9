import type { Control } from '../control.ts'
import { demand } from '../verdict.ts'
import { asksForToken, tokenOf } from './grants.ts'

export const serviceAccountTokenMounted: Control<'pod'> = {
  id: 'BH-0301',
  name: 'service-account-token-mounted',
  title: 'Pod gets a token for the API server by default',
  layer: 'identity',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['A.token'],
  vector: 'misconfigured-container',
  references: [
    'cis-aks-1.8:4.1.6',
    'checkov:CKV_K8S_38',
    'polaris:automountServiceAccountToken',
    'cis-aks-1.7:4.1.6',
    'cis-1.12:5.1.6',
    'cis-1.11:5.1.6',
    'kubernetes-application-security-checklist:K8S-APP-service-account-2',
    'kubernetes-security-checklist:K8S-SEC-secrets-4',
    'defender-for-containers:32060ac3-f17f-4848-db8e-e7cf2c9a53eb',
    'azure-policy:423dd1ba-798e-40e4-9c4d-b6902674b423',
  ],
  rationale:
    'A model does not talk to the API server. A mounted token lets hostile code do so with every right of its service account, and tells it that account’s name.',
  remediation:
    'Set `automountServiceAccountToken: false` on the pod, or on its service account where no pod needs the token.',
  applies: 'pod',
  when: (pod) => pod.orchestrator === 'kubernetes' && !asksForToken(pod),
  check: (pod, platform) =>
    demand(
      tokenOf(pod, platform),
      (on) => on === false,
      `${pod.kind} ${pod.name} gets a token for the API server.`,
    ),
  fix: { safe: false, set: { automountServiceAccountToken: false } },
  examples: {
    fail: ['{}', 'serviceAccountName: model'],
    pass: ['automountServiceAccountToken: false'],
    unknown: ['automountServiceAccountToken: {{ .Values.token }}'],
  },
}
