import type { Control } from '../control.ts'
import { every, forbid } from '../verdict.ts'

export const privilegedHostPort: Control<'pod'> = {
  id: 'BH-0951',
  name: 'privileged-host-port',
  title: 'Container takes a port of the host below 1024',
  layer: 'network',
  severity: 'low',
  guarantees: ['isolation'],
  barriers: ['N.fw'],
  vector: 'insecure-networking',
  references: ['cis-docker-1.6-docker-bench:5.8'],
  rationale:
    'Ports below 1024 carry names that people and machines trust, such as HTTPS, DNS or mail. Docker hands them out without asking for a right, so that hostile code answers under the host’s own name.',
  remediation:
    'Publish a port above 1023, and let a reverse proxy that you control hold the well-known ports of the host.',
  applies: 'pod',
  when: (pod) => pod.orchestrator === 'docker' && pod.docker !== undefined && pod.docker.published.length > 0,
  check: (pod) =>
    every(pod.docker?.published ?? [], ({ port, origin }) => {
      const verdict = forbid(
        port,
        (value) => value !== undefined && isPrivileged(value),
        `${pod.kind} ${pod.name} takes a port of its host below 1024.`,
      )
      return verdict.verdict === 'fail' ? { ...verdict, evidence: [origin] } : verdict
    }),
  examples: {
    fail: [
      'services: { llm: { image: llm, ports: ["80:8000"] } }',
      'services: { llm: { image: llm, ports: ["127.0.0.1:443:8000/tcp"] } }',
      'services: { llm: { image: llm, ports: ["1000-1100:8000-8100"] } }',
      'services: { llm: { image: llm, ports: [{ target: 8000, published: 1023 }] } }',
    ],
    pass: [
      'services: { llm: { image: llm, ports: ["8000:80"] } }',
      'services: { llm: { image: llm, ports: [80] } }',
      'services: { llm: { image: llm, ports: [{ target: 80, published: "1024-1030" }] } }',
    ],
    unknown: ['services: { llm: { image: llm, ports: ["${PORT}:8000"] } }'],
  },
}

/** A range begins with its lowest port; 0 asks for any free one. */
function isPrivileged(published: string): boolean {
  const first = Number.parseInt(published, 10)
  return first > 0 && first < 1024
}
