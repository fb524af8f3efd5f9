import type { Control } from '../control.ts'
import { forbid } from '../verdict.ts'

const longest = 600

export const terminationGraceTooLong: Control<'pod'> = {
  id: 'BH-0270',
  name: 'termination-grace-too-long',
  title: 'Pod outlives its deletion',
  layer: 'workload',
  severity: 'low',
  guarantees: ['fair-share'],
  barriers: [],
  vector: 'misconfigured-container',
  references: [],
  rationale:
    'Code that is told to end may go on for the whole grace period: deleted hostile code keeps its GPU, its network and its node from being drained.',
  remediation:
    'Set `terminationGracePeriodSeconds` to what the model needs to finish its requests, at most ten minutes.',
  applies: 'pod',
  when: (pod, platform) => pod.orchestrator === 'kubernetes' && platform.trustOf(pod) === 'untrusted',
  check: (pod) =>
    forbid(
      pod.terminationGracePeriodSeconds,
      (seconds) => seconds !== undefined && seconds > longest,
      `${pod.kind} ${pod.name} may go on for more than ten minutes after its deletion.`,
    ),
  fix: { safe: false, set: { terminationGracePeriodSeconds: 600 } },
  examples: {
    fail: ['terminationGracePeriodSeconds: 3600'],
    pass: ['{}', 'terminationGracePeriodSeconds: 60'],
    unknown: ['terminationGracePeriodSeconds: {{ .Values.grace }}'],
  },
}
