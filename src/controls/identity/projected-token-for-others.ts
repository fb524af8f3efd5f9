import type { Control } from '../control.ts'
import { every, forbid } from '../verdict.ts'
import { isUntrustedPod, tokensOf } from './grants.ts'

export const projectedTokenForOthers: Control<'pod'> = {
  id: 'BH-0381',
  name: 'projected-token-for-others',
  title: 'Untrusted pod gets a token for another service',
  layer: 'identity',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['A.token'],
  vector: 'misconfigured-container',
  references: [],
  rationale:
    'The code presents the token to the service that it is made for and is believed: a vault, a registry, a cloud.',
  remediation: 'Remove the projection, or let a trusted sidecar in a pod of its own hold the token.',
  applies: 'pod',
  when: isUntrustedPod,
  check: (pod) =>
    every(tokensOf(pod), ({ audience }) =>
      forbid(
        audience,
        (name) => name !== undefined && !isApiServer(name),
        `${pod.kind} ${pod.name} gets a token that another service accepts.`,
      ),
    ),
  examples: {
    fail: [
      'volumes: [{ name: token, projected: { sources: [{ serviceAccountToken: { path: token, audience: vault } }] } }]',
      'volumes: [{ name: token, projected: { sources: [{ serviceAccountToken: { path: token, audience: api://AzureADTokenExchange } }] } }]',
    ],
    pass: [
      'volumes: [{ name: token, projected: { sources: [{ serviceAccountToken: { path: token } }] } }]',
      'volumes: [{ name: token, projected: { sources: [{ serviceAccountToken: { path: token, audience: https://kubernetes.default.svc.cluster.local } }] } }]',
    ],
    unknown: [
      "volumes: [{ name: token, projected: { sources: [{ serviceAccountToken: { path: token, audience: '{{ .Values.audience }}' } }] } }]",
    ],
  },
}

/** Audiences that name the cluster's own API server. */
function isApiServer(audience: string): boolean {
  return /^(?:https:\/\/)?kubernetes\.default(?:\.svc(?:\.cluster\.local)?)?$/.test(audience)
}
