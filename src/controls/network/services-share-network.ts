import type { Control } from '../control.ts'
import { every, forbid, pass } from '../verdict.ts'

export const servicesShareNetwork: Control<'pod'> = {
  id: 'BH-0805',
  name: 'services-share-network',
  title: 'All services of the project share one network',
  layer: 'network',
  severity: 'medium',
  guarantees: ['isolation', 'containment'],
  barriers: ['N.in', 'N.eg'],
  vector: 'insecure-networking',
  references: ['owasp-docker:OWASP-DOCKER-5', 'docker-security:kernel-namespaces-2'],
  rationale:
    'Services that name no networks all join the project’s default one: hostile code in one of them reaches every port of every other, published or not.',
  remediation:
    'Give each pair of services that have to talk a network of its own under `networks`, with `internal: true` where nothing has to leave.',
  applies: 'pod',
  when: (pod, platform) =>
    pod.orchestrator === 'docker' && platform.inNamespace('pod', pod.namespace).length > 1,
  check: (pod) => {
    const docker = pod.docker
    if (docker === undefined) return pass()
    const message = `${pod.kind} ${pod.name} shares the project’s default network with all others.`
    const mode = forbid(
      docker.networkMode,
      (value) => value === undefined && docker.networks.length === 0,
      message,
    )
    return mode.verdict === 'pass'
      ? every(docker.networks, (network) => forbid(network, (name) => name === 'default', message))
      : mode
  },
  examples: {
    fail: [
      'services: { llm: { image: llm }, db: { image: db, networks: [own] } }',
      'services: { llm: { image: llm, networks: [default] }, db: { image: db, networks: [own] } }',
    ],
    pass: ['services: { llm: { image: llm, networks: [front] }, db: { image: db, network_mode: none } }'],
    unknown: ['services: { llm: { image: llm, networks: ["${NET}"] }, db: { image: db, networks: [own] } }'],
  },
}
