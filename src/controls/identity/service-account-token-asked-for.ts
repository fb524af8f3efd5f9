import type { Control } from '../control.ts'
import { fail, pass } from '../verdict.ts'
import { originOf } from '../../model/known.ts'
import { asksForToken } from './grants.ts'

export const serviceAccountTokenAskedFor: Control<'pod'> = {
  id: 'BH-0991',
  name: 'service-account-token-asked-for',
  title: 'Pod asks for a token for the API server',
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
    'trivy:KSV-0036',
    'kubescape:C-0034',
    'kubescape:C-0190',
  ],
  differs: {
    'kubescape:C-0034':
      'The pod’s own field wins, as in Kubernetes; Kubescape passes it where the account beside it is set to false.',
    'kubescape:C-0190':
      'The pod’s own field wins, as in Kubernetes; Kubescape passes it where the account beside it is set to false.',
  },
  rationale:
    'The manifest wants the token, whatever the service account says. Hostile code speaks to the API server with it, with every right of the account.',
  remediation:
    'Set `automountServiceAccountToken: false`. Where the API server is really needed, project a token of short life into the one container that uses it.',
  applies: 'pod',
  when: (pod) => pod.orchestrator === 'kubernetes',
  check: (pod) =>
    asksForToken(pod)
      ? fail(
          `${pod.kind} ${pod.name} asks for a token for the API server.`,
          originOf(pod.automountServiceAccountToken) ?? pod.origin,
        )
      : pass(),
  fix: { safe: false, set: { automountServiceAccountToken: false } },
  examples: {
    fail: [
      'automountServiceAccountToken: true',
      'containers: [{ name: a, image: a, volumeMounts: [{ name: t, mountPath: /var/run/secrets/kubernetes.io/serviceaccount }] }]',
    ],
    pass: ['{}', 'automountServiceAccountToken: false'],
    unknown: [],
  },
}
