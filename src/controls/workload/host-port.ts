import type { Control } from '../control.ts'
import { every, forbid } from '../verdict.ts'

export const hostPort: Control<'container'> = {
  id: 'BH-0105',
  name: 'host-port',
  title: "Container takes a port of its node's addresses",
  layer: 'workload',
  severity: 'medium',
  guarantees: ['isolation', 'containment'],
  barriers: ['N.in'],
  vector: 'insecure-networking',
  references: [
    'pod-security-standards:hostPorts',
    'checkov:CKV_K8S_26',
    'trivy:KSV-0024',
    'kubescape:C-0044',
    'polaris:hostPortSet',
    'cis-1.12:5.2.12',
    'cis-1.11:5.2.13',
    'defender-for-containers:ebc68898-5c0f-4353-a426-4a5f1e737b12',
    'azure-policy:82985f06-dc18-4a48-bc1c-b9f4f0098cfe',
  ],
  rationale:
    'A host port opens the container on every address of its node, past the Services and often past the network policies; hostile code can sit on a port where other machines expect a service of the node.',
  remediation: 'Remove `hostPort` and expose the port through a Service.',
  applies: 'container',
  when: ({ pod }) => pod.orchestrator === 'kubernetes',
  check: (container) =>
    every(container.ports, ({ hostPort: port }) =>
      forbid(
        port,
        (number) => number !== undefined && number !== 0,
        `Container ${container.name} takes a port of its node.`,
      ),
    ),
  examples: {
    fail: ['ports: [{ containerPort: 8000, hostPort: 8000 }]'],
    pass: ['{}', 'ports: [{ containerPort: 8000 }]', 'ports: [{ containerPort: 8000, hostPort: 0 }]'],
    unknown: ['ports: [{ containerPort: 8000, hostPort: "{{ .Values.port }}" }]'],
  },
}
