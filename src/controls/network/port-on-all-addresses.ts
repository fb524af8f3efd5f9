import type { Control } from '../control.ts'
import { every, forbid } from '../verdict.ts'

export const portOnAllAddresses: Control<'pod'> = {
  id: 'BH-0802',
  name: 'port-on-all-addresses',
  title: 'Port is published on every address of the host',
  layer: 'network',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['N.fw'],
  vector: 'insecure-networking',
  references: ['cis-docker-1.6-docker-bench:5.14', 'owasp-docker:OWASP-DOCKER-5a'],
  rationale:
    'Docker opens such a port on every interface and past the rules of the host’s own firewall. Hostile code that listens there can be driven from any network that the host is in.',
  remediation:
    'Name the address to listen on, such as `127.0.0.1:8000:8000`, and put a proxy with authentication before it.',
  applies: 'pod',
  when: (pod) => pod.orchestrator === 'docker' && pod.docker !== undefined && pod.docker.published.length > 0,
  check: (pod) =>
    every(pod.docker?.published ?? [], ({ address, origin }) => {
      const verdict = forbid(
        address,
        (value) => value === undefined || everywhere.has(value),
        `${pod.kind} ${pod.name} publishes a port on every address of the host.`,
      )
      return verdict.verdict === 'fail' ? { ...verdict, evidence: [origin] } : verdict
    }),
  examples: {
    fail: [
      'services: { llm: { image: llm, ports: ["8000:8000"] } }',
      'services: { llm: { image: llm, ports: ["0.0.0.0:8000:8000"] } }',
      'services: { llm: { image: llm, ports: [8000] } }',
      'services: { llm: { image: llm, ports: [{ target: 80, published: 8080 }] } }',
    ],
    pass: [
      'services: { llm: { image: llm, ports: ["127.0.0.1:8000:8000"] } }',
      'services: { llm: { image: llm, ports: [{ target: 80, published: 8080, host_ip: 10.0.0.5 }] } }',
    ],
    unknown: ['services: { llm: { image: llm, ports: ["${BIND}:8000:8000"] } }'],
  },
}

const everywhere = new Set(['', '0.0.0.0', '::', '*'])
