import type { Control } from '../control.ts'
import type { Known } from '../../model/known.ts'
import type { Platform } from '../../model/platform.ts'
import type { Pod } from '../../model/pod.ts'
import { demand } from '../verdict.ts'

export const serviceAccountTokenMounted: Control<'pod'> = {
  id: 'BH-0301',
  name: 'service-account-token-mounted',
  title: 'Pod gets a token for the API server',
  layer: 'identity',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['A.token'],
  vector: 'misconfigured-container',
  references: [
    'cis-aks-1.8:4.1.6',
    'checkov:CKV_K8S_38',
    'trivy:KSV-0036',
    'kubescape:C-0034',
    'polaris:automountServiceAccountToken',
  ],
  rationale:
    'A model does not talk to the API server. A mounted token lets hostile code do so with every right of its service account, and tells it that account’s name.',
  remediation:
    'Set `automountServiceAccountToken: false` on the pod, or on its service account where no pod needs the token.',
  applies: 'pod',
  when: (pod) => pod.orchestrator === 'kubernetes',
  check: (pod, platform) =>
    demand(
      automount(pod, platform),
      (on) => on === false,
      `${pod.kind} ${pod.name} gets a token for the API server.`,
    ),
  fix: { safe: false, set: { automountServiceAccountToken: false } },
  examples: {
    fail: ['{}', 'automountServiceAccountToken: true', 'serviceAccountName: model'],
    pass: ['automountServiceAccountToken: false'],
    unknown: ['automountServiceAccountToken: {{ .Values.token }}'],
  },
}

/** The pod's field wins over its service account's; without either the token is mounted (Kubernetes API reference). */
function automount(pod: Pod, platform: Platform): Known<boolean | undefined> {
  if (pod.automountServiceAccountToken.state !== 'default') return pod.automountServiceAccountToken
  return platform.serviceAccountOf(pod)?.automountServiceAccountToken ?? pod.automountServiceAccountToken
}
