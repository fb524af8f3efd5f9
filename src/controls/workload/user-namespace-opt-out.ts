import type { Control } from '../control.ts'
import { unset } from '../../model/known.ts'
import { forbid } from '../verdict.ts'

export const userNamespaceOptOut: Control<'pod'> = {
  id: 'BH-0807',
  name: 'user-namespace-opt-out',
  title: 'Container leaves the remapped user namespace',
  layer: 'workload',
  severity: 'high',
  guarantees: ['containment'],
  barriers: ['K.userns'],
  vector: 'misconfigured-container',
  references: ['cis-docker-1.6-docker-bench:5.31', 'docker-security:userns-remap-2'],
  rationale:
    'Where the daemon remaps users, root in a container is nobody on the host. This service opts out of that: its root is the host’s root.',
  remediation: 'Remove `userns_mode: host`.',
  applies: 'pod',
  when: (pod) => pod.orchestrator === 'docker',
  check: (pod) =>
    forbid(
      pod.docker?.userNamespaceMode ?? unset(),
      (mode) => mode === 'host',
      `${pod.kind} ${pod.name} leaves the remapped user namespace.`,
    ),
  examples: {
    fail: ['services: { llm: { image: llm, userns_mode: host } }'],
    pass: ['services: { llm: { image: llm } }'],
    unknown: ['services: { llm: { image: llm, userns_mode: "${USERNS}" } }'],
  },
}
