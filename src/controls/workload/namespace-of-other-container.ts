import type { Control } from '../control.ts'
import { unset } from '../../model/known.ts'
import { every, forbid } from '../verdict.ts'

export const namespaceOfOtherContainer: Control<'pod'> = {
  id: 'BH-0810',
  name: 'namespace-of-other-container',
  title: 'Container joins the namespace of another container',
  layer: 'workload',
  severity: 'medium',
  guarantees: ['isolation'],
  barriers: ['N.in'],
  vector: 'misconfigured-container',
  references: ['docker-security:kernel-namespaces-1'],
  rationale:
    'In the network or process namespace of another container, hostile code listens to its loopback traffic, or sees and signals its processes.',
  remediation:
    'Remove `network_mode`, `pid` and `ipc` of the form `service:` and `container:`; let the services talk through a network.',
  applies: 'pod',
  when: (pod) => pod.orchestrator === 'docker',
  check: (pod) =>
    every(
      [pod.docker?.networkMode, pod.docker?.pidMode, pod.docker?.ipcMode].map((mode) => mode ?? unset()),
      (mode) =>
        forbid(
          mode,
          (value) => /^(?:service|container):/.test(value ?? ''),
          `${pod.kind} ${pod.name} joins a namespace of another container.`,
        ),
    ),
  examples: {
    fail: [
      'services: { llm: { image: llm, network_mode: "service:db" } }',
      'services: { llm: { image: llm, pid: "container:db" } }',
    ],
    pass: ['services: { llm: { image: llm } }', 'services: { llm: { image: llm, network_mode: none } }'],
    unknown: ['services: { llm: { image: llm, ipc: "${IPC}" } }'],
  },
}
