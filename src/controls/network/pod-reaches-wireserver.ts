import type { Control } from '../control.ts'
import { forbid } from '../verdict.ts'

export const podReachesWireserver: Control<'pod'> = {
  id: 'BH-0407',
  name: 'pod-reaches-wireserver',
  title: 'Untrusted pod reaches the wireserver of its node',
  layer: 'network',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['N.imds'],
  vector: 'insecure-networking',
  references: [],
  rationale:
    'The wireserver at 168.63.129.16 gives out what the node was provisioned with. AKS drops packets to its TCP ports 80 and 32526 that are forwarded from pods; a pod in its node’s network is not forwarded, and no network policy holds it.',
  remediation: 'Remove `hostNetwork: true`.',
  applies: 'pod',
  when: (pod, platform) => pod.orchestrator === 'kubernetes' && platform.trustOf(pod) === 'untrusted',
  check: (pod) =>
    forbid(
      pod.hostNetwork,
      (on) => on,
      `${pod.kind} ${pod.name} is in its node’s network and reaches the wireserver at 168.63.129.16.`,
    ),
  fix: { safe: false, set: { hostNetwork: null } },
  examples: {
    fail: ['hostNetwork: true'],
    pass: ['{}', 'hostNetwork: false'],
    unknown: ['hostNetwork: {{ .Values.hostNetwork }}'],
  },
}
