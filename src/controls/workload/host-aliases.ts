import type { Control } from '../control.ts'
import { every, forbid } from '../verdict.ts'

export const hostAliases: Control<'pod'> = {
  id: 'BH-0150',
  name: 'host-aliases',
  title: 'Pod writes its own /etc/hosts',
  layer: 'workload',
  severity: 'low',
  guarantees: ['containment'],
  barriers: ['N.dns'],
  vector: 'insecure-networking',
  references: ['trivy:KSV-0007'],
  rationale:
    'Names from `hostAliases` never reach DNS: policies and logs that go by name do not see where the pod really connects, and whoever writes the pod redirects a trusted name.',
  remediation: 'Remove `hostAliases` and give the name to the cluster’s DNS.',
  applies: 'pod',
  when: (pod) => pod.orchestrator === 'kubernetes',
  check: (pod) =>
    every(pod.hostAliases, (address) =>
      forbid(address, () => true, `${pod.kind} ${pod.name} writes its own /etc/hosts.`),
    ),
  examples: {
    fail: ['hostAliases: [{ ip: 10.0.0.9, hostnames: [registry.example] }]'],
    pass: ['{}', 'hostAliases: []'],
    unknown: ['hostAliases: {{ toYaml .Values.aliases }}'],
  },
}
