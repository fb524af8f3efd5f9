import type { Control } from '../control.ts'
import { unset } from '../../model/known.ts'
import { forbid } from '../verdict.ts'

export const defaultDockerBridge: Control<'pod'> = {
  id: 'BH-0804',
  name: 'default-docker-bridge',
  title: 'Container joins Docker’s default bridge',
  layer: 'network',
  severity: 'medium',
  guarantees: ['isolation'],
  barriers: ['N.in'],
  vector: 'insecure-networking',
  references: [
    'cis-docker-1.6-docker-bench:5.30',
    'owasp-docker:OWASP-DOCKER-5',
    'docker-security:kernel-namespaces-2',
  ],
  rationale:
    'Every container that names no network of its own meets on the default bridge, those of other projects too, and none of them can be kept from the others there.',
  remediation: 'Remove `network_mode: bridge` and give the project a network of its own.',
  applies: 'pod',
  when: (pod) => pod.orchestrator === 'docker',
  check: (pod) =>
    forbid(
      pod.docker?.networkMode ?? unset(),
      (mode) => mode === 'bridge' || mode === 'default',
      `${pod.kind} ${pod.name} joins the default bridge.`,
    ),
  examples: {
    fail: ['services: { llm: { image: llm, network_mode: bridge } }'],
    pass: [
      'services: { llm: { image: llm } }',
      'services: { llm: { image: llm, network_mode: none } }',
      'services: { llm: { image: llm, networks: [own] } }',
    ],
    unknown: ['services: { llm: { image: llm, network_mode: "${NET}" } }'],
  },
}
