import type { Control } from '../control.ts'
import { contextVerdict, isOnKubernetes } from './security-context.ts'

export const podSecurityContextMissing: Control<'pod'> = {
  id: 'BH-0154',
  name: 'pod-security-context-missing',
  title: 'Pod has no security context',
  layer: 'workload',
  // What it leaves open is each a finding of its own.
  severity: 'info',
  guarantees: ['containment'],
  barriers: ['K.seccomp', 'K.nonroot'],
  vector: 'misconfigured-container',
  references: [
    'cis-aks-1.8:4.6.2',
    'checkov:CKV_K8S_29',
    'owasp-kubernetes:OWASP-K8S-7.6',
    'cis-aks-1.7:4.6.2',
    'cis-1.12:5.6.3',
    'cis-1.11:5.6.3',
  ],
  differs: {
    'checkov:CKV_K8S_29':
      'Checkov fails a pod whose spec is no map. Here that is a problem of the file and the verdict is unknown.',
  },
  rationale:
    'The pod’s security context holds for containers that come later, such as injected sidecars and debugging containers. Without it they run as root and unconfined beside the model.',
  remediation:
    'Add a `securityContext` with `runAsNonRoot: true` and `seccompProfile.type: RuntimeDefault` to the pod.',
  applies: 'pod',
  when: isOnKubernetes,
  check: (pod) => contextVerdict(pod.securityContext, `${pod.kind} ${pod.name}`),
  fix: {
    safe: false,
    set: {
      'securityContext.runAsNonRoot': true,
      'securityContext.seccompProfile.type': 'RuntimeDefault',
    },
  },
  examples: {
    fail: ['{}', 'securityContext: {}'],
    pass: ['securityContext: { runAsNonRoot: true }'],
    unknown: ['securityContext: {{ toYaml .Values.securityContext }}'],
  },
}
