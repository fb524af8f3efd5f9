import type { Control } from '../control.ts'
import { forbid } from '../verdict.ts'

export const untrustedPodSystemPriority: Control<'pod'> = {
  id: 'BH-0522',
  name: 'untrusted-pod-system-priority',
  title: 'Untrusted pod has a priority of the system',
  layer: 'cluster',
  severity: 'high',
  guarantees: ['fair-share'],
  barriers: ['Q.prio'],
  vector: 'misconfigured-container',
  references: [],
  rationale:
    'The pod is placed before everything else and evicted last: under pressure the kubelet kills the platform’s own pods first.',
  remediation:
    'Use a priority class of your own with a low value, and a quota that scopes the system classes.',
  applies: 'pod',
  when: (pod, platform) => pod.orchestrator === 'kubernetes' && platform.trustOf(pod) === 'untrusted',
  check: (pod) =>
    forbid(
      pod.priorityClassName,
      (name) => name?.startsWith('system-') === true,
      `${pod.kind} ${pod.name} runs with a priority of the system.`,
    ),
  examples: {
    fail: ['priorityClassName: system-node-critical', 'priorityClassName: system-cluster-critical'],
    pass: ['priorityClassName: models', '{}'],
    unknown: ['priorityClassName: {{ .Values.priority }}'],
  },
}
