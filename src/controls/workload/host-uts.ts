import type { Control } from '../control.ts'
import { unset } from '../../model/known.ts'
import { forbid } from '../verdict.ts'

export const hostUts: Control<'pod'> = {
  id: 'BH-0806',
  name: 'host-uts',
  title: 'Container shares the name of its host',
  layer: 'workload',
  severity: 'low',
  guarantees: ['containment'],
  barriers: [],
  vector: 'misconfigured-container',
  references: ['cis-docker-1.6-docker-bench:5.21', 'docker-security:kernel-namespaces-1'],
  rationale:
    'With the host’s UTS namespace, privileged code in the container renames the host, and everything that trusts that name follows.',
  remediation: 'Remove `uts: host`.',
  applies: 'pod',
  when: (pod) => pod.orchestrator === 'docker',
  check: (pod) =>
    forbid(
      pod.docker?.utsMode ?? unset(),
      (mode) => mode === 'host',
      `${pod.kind} ${pod.name} shares the host’s name.`,
    ),
  examples: {
    fail: ['services: { llm: { image: llm, uts: host } }'],
    pass: ['services: { llm: { image: llm } }'],
    unknown: ['services: { llm: { image: llm, uts: "${UTS}" } }'],
  },
}
