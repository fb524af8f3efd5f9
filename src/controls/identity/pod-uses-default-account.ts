import { valueOf } from '../../model/known.ts'
import type { Control } from '../control.ts'
import { forbid, pass } from '../verdict.ts'
import { tokenOf } from './grants.ts'

export const podUsesDefaultAccount: Control<'pod'> = {
  id: 'BH-0376',
  name: 'pod-uses-default-account',
  title: 'Pod runs as the default service account, with its token',
  layer: 'identity',
  // Asked only where a token is mounted, which service-account-token-mounted says.
  severity: 'info',
  guarantees: ['containment'],
  barriers: ['A.token'],
  vector: 'misconfigured-container',
  references: [
    'kube-linter:default-service-account',
    'kubescape:C-0189',
    'kubernetes-application-security-checklist:K8S-APP-service-account-1',
    'cis-aks-1.8:4.1.5',
    'cis-aks-1.7:4.1.5',
    'cis-1.12:5.1.5',
    'cis-1.11:5.1.5',
  ],
  differs: {
    'kubescape:C-0189':
      'Kubescape judges the default service account and namespaces without another; here the pods that run as it count.',
  },
  rationale:
    'The account is shared with every pod of the namespace that names none: rights of one are rights of all, and the audit log cannot tell them apart.',
  remediation:
    'Give the workload a service account of its own, or set `automountServiceAccountToken: false`.',
  applies: 'pod',
  when: (pod) => pod.orchestrator === 'kubernetes',
  check: (pod, platform) =>
    valueOf(tokenOf(pod, platform)) === false
      ? pass()
      : forbid(
          pod.serviceAccountName,
          (name) => name === 'default' || name === '',
          `${pod.kind} ${pod.name} runs as the default service account.`,
        ),
  examples: {
    fail: ['{}', 'serviceAccountName: default'],
    pass: ['serviceAccountName: model', 'automountServiceAccountToken: false'],
    unknown: ['serviceAccountName: {{ .Values.account }}'],
  },
}
