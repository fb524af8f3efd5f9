import type { Control } from '../control.ts'
import { fail, pass } from '../verdict.ts'

export const livenessProbeMissing: Control<'container'> = {
  id: 'BH-0292',
  name: 'liveness-probe-missing',
  title: 'Container has no liveness probe',
  layer: 'workload',
  severity: 'info',
  guarantees: ['fair-share'],
  barriers: [],
  vector: 'misconfigured-container',
  references: [
    'checkov:CKV_K8S_8',
    'kubescape:C-0056',
    'polaris:livenessProbeMissing',
    'azure-policy:b1a9997f-2883-4f12-bdff-2280f99b5915',
  ],
  differs: { 'kubescape:C-0056': 'Jobs and cron jobs end by themselves, and are not asked.' },
  rationale:
    'A server that hangs, or that hostile code has taken over and silenced, keeps its GPU and memory for as long as nobody looks.',
  remediation: 'Add a `livenessProbe` on the server’s own health endpoint, without a `host`.',
  applies: 'container',
  when: ({ role, pod }) => role === 'main' && pod.orchestrator === 'kubernetes' && !pod.kind.endsWith('Job'),
  check: (container) =>
    container.probes.some(({ purpose }) => purpose === 'liveness')
      ? pass()
      : fail(`Container ${container.name} has no liveness probe.`),
  examples: {
    fail: ['{}'],
    pass: ['livenessProbe: { httpGet: { path: /health, port: 8000 } }'],
    unknown: [],
  },
}
