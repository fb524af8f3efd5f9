import type { Control } from '../control.ts'
import { demand } from '../verdict.ts'

export const pidsLimitMissing: Control<'container'> = {
  id: 'BH-0801',
  name: 'pids-limit-missing',
  title: 'Container may start any number of processes',
  layer: 'workload',
  severity: 'medium',
  guarantees: ['isolation', 'fair-share'],
  barriers: ['Q.pid'],
  vector: 'misconfigured-container',
  references: [
    'cis-docker-1.6-docker-bench:5.29',
    'owasp-docker:OWASP-DOCKER-7',
    'krol3-container-security-checklist:KROL3-workloads-3',
    'docker-security:control-groups-1',
  ],
  rationale:
    'Without a limit a fork bomb fills the process table of the host, and no other container can start a process.',
  remediation: 'Set `pids_limit` (or `deploy.resources.limits.pids`) to what the service needs, such as 256.',
  applies: 'container',
  when: (container) => container.pod.orchestrator === 'docker',
  check: (container) =>
    demand(
      container.pidsLimit,
      (limit) => limit !== undefined && limit > 0,
      `Container ${container.name} has no limit of processes.`,
    ),
  examples: {
    fail: [
      'services: { llm: { image: llm } }',
      'services: { llm: { image: llm, pids_limit: -1 } }',
      'services: { llm: { image: llm, pids_limit: 0 } }',
    ],
    pass: [
      'services: { llm: { image: llm, pids_limit: 100 } }',
      'services: { llm: { image: llm, deploy: { resources: { limits: { pids: 64 } } } } }',
    ],
    unknown: ['services: { llm: { image: llm, pids_limit: "${PIDS}" } }'],
  },
}
