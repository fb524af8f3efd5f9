import type { Control } from '../control.ts'
import { fail, pass, unknown } from '../verdict.ts'

export const readinessProbeMissing: Control<'container'> = {
  id: 'BH-0293',
  name: 'readiness-probe-missing',
  title: 'Container has no readiness probe',
  layer: 'workload',
  severity: 'info',
  guarantees: ['fair-share'],
  barriers: [],
  vector: 'misconfigured-container',
  references: [
    'checkov:CKV_K8S_9',
    'kubescape:C-0018',
    'polaris:readinessProbeMissing',
    'azure-policy:b1a9997f-2883-4f12-bdff-2280f99b5915',
  ],
  differs: { 'kubescape:C-0018': 'Jobs and cron jobs end by themselves, and are not asked.' },
  rationale:
    'Requests keep going to a server that cannot answer: hostile input that stalls one replica stalls its clients.',
  remediation: 'Add a `readinessProbe` on the server’s own health endpoint, without a `host`.',
  applies: 'container',
  when: ({ role, pod }) => role === 'main' && pod.orchestrator === 'kubernetes' && !pod.kind.endsWith('Job'),
  check: (container) => {
    const probe = container.probes.find(({ purpose }) => purpose === 'readiness')
    if (probe === undefined) return fail(`Container ${container.name} has no readiness probe.`)
    const { host, port } = probe
    if (host.state !== 'hidden' || port.state !== 'hidden') return pass()
    return unknown(
      `Whether container ${container.name} has a readiness probe cannot be told: ${port.reason}.`,
      probe.origin,
    )
  },
  examples: {
    fail: ['{}'],
    pass: ['readinessProbe: { httpGet: { path: /health, port: 8000 } }'],
    unknown: [],
  },
}
