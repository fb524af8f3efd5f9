import { forbid } from '../verdict.ts'
import type { Control } from '../control.ts'

export const systemPriority: Control<'pod'> = {
  id: 'BH-0271',
  name: 'system-priority',
  title: 'Untrusted pod ranks above the platform',
  layer: 'workload',
  severity: 'high',
  guarantees: ['isolation', 'fair-share'],
  barriers: ['Q.prio'],
  vector: 'misconfigured-container',
  references: [],
  rationale:
    'A pod of system priority evicts others to get its place, is evicted last, and at node pressure outlives the platform’s own pods.',
  remediation:
    'Remove the class, and keep `system-*` to the platform’s namespaces by a ResourceQuota with a scope.',
  applies: 'pod',
  when: (pod, platform) => pod.orchestrator === 'kubernetes' && platform.trustOf(pod) === 'untrusted',
  check: (pod) =>
    forbid(
      pod.priorityClassName,
      (name) => name?.startsWith('system-') === true,
      `${pod.kind} ${pod.name} has a priority that belongs to the platform.`,
    ),
  fix: { safe: false, set: { priorityClassName: null } },
  examples: {
    fail: ['priorityClassName: system-node-critical'],
    pass: ['{}', 'priorityClassName: models'],
    unknown: ['priorityClassName: "{{ .Values.priority }}"'],
  },
}
