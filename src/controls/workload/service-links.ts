import type { Control } from '../control.ts'
import { forbid } from '../verdict.ts'

export const serviceLinks: Control<'pod'> = {
  id: 'BH-0295',
  name: 'service-links',
  title: 'Pod is told the address of every service',
  layer: 'workload',
  severity: 'info',
  guarantees: ['isolation'],
  barriers: [],
  vector: 'insecure-networking',
  references: [],
  rationale:
    'By default every service of the namespace stands in the environment with its address: hostile code gets a map of its neighbours without sending a packet.',
  remediation: 'Set `enableServiceLinks: false`; names are resolved by DNS.',
  applies: 'pod',
  when: (pod, platform) => pod.orchestrator === 'kubernetes' && platform.trustOf(pod) === 'untrusted',
  check: (pod) =>
    forbid(
      pod.enableServiceLinks,
      (on) => on,
      `${pod.kind} ${pod.name} is told the address of every service.`,
    ),
  fix: { safe: true, set: { enableServiceLinks: false } },
  examples: {
    fail: ['{}', 'enableServiceLinks: true'],
    pass: ['enableServiceLinks: false'],
    unknown: ['enableServiceLinks: {{ .Values.links }}'],
  },
}
