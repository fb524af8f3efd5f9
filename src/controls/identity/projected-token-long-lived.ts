import type { Control } from '../control.ts'
import { every, forbid } from '../verdict.ts'
import { isUntrustedPod, tokensOf } from './grants.ts'

export const projectedTokenLongLived: Control<'pod'> = {
  id: 'BH-0380',
  name: 'projected-token-long-lived',
  title: 'Projected token lives longer than a day',
  layer: 'identity',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['A.token'],
  vector: 'misconfigured-container',
  references: [],
  rationale:
    'Code that copies the token out of the container keeps it after the pod has gone, as long as it lives.',
  remediation: 'Set `expirationSeconds` to an hour; the kubelet renews the token.',
  applies: 'pod',
  when: isUntrustedPod,
  check: (pod) =>
    every(tokensOf(pod), ({ expirationSeconds }) =>
      forbid(
        expirationSeconds,
        (seconds) => (seconds ?? 0) > day,
        `${pod.kind} ${pod.name} gets a token that lives longer than a day.`,
      ),
    ),
  examples: {
    fail: [
      'volumes: [{ name: token, projected: { sources: [{ serviceAccountToken: { path: token, expirationSeconds: 604800 } }] } }]',
    ],
    pass: [
      'volumes: [{ name: token, projected: { sources: [{ serviceAccountToken: { path: token, expirationSeconds: 3600 } }] } }]',
      'volumes: [{ name: token, projected: { sources: [{ serviceAccountToken: { path: token } }] } }]',
    ],
    unknown: [
      'volumes: [{ name: token, projected: { sources: [{ serviceAccountToken: { path: token, expirationSeconds: {{ .Values.ttl }} } }] } }]',
    ],
  },
}

const day = 24 * 60 * 60
