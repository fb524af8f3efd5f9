import type { Control } from '../control.ts'
import { every, forbid } from '../verdict.ts'
import { isOnKubernetes } from './security-context.ts'

export const privilegedPort: Control<'container'> = {
  id: 'BH-0149',
  name: 'privileged-port',
  title: 'Container listens on a port below 1024',
  layer: 'workload',
  severity: 'low',
  guarantees: ['containment'],
  barriers: ['K.nonroot', 'K.caps'],
  vector: 'misconfigured-container',
  references: ['trivy:KSV-0117', 'kube-linter:privileged-ports'],
  rationale:
    'A low port is the usual excuse for starting as root or for NET_BIND_SERVICE: the model then holds privileges that hostile code inherits.',
  remediation: 'Listen on a port above 1023, and let the Service map port 80 or 443 to it.',
  applies: 'container',
  when: ({ pod }) => isOnKubernetes(pod),
  check: (container) =>
    every(container.ports, ({ containerPort }) =>
      forbid(
        containerPort,
        (port) => port !== undefined && port > 0 && port < 1024,
        `Container ${container.name} listens on a port below 1024.`,
      ),
    ),
  examples: {
    fail: ['ports: [{ containerPort: 80 }]', 'ports: [{ containerPort: 8080 }, { containerPort: 443 }]'],
    pass: ['{}', 'ports: [{ containerPort: 8080 }]'],
    unknown: ['ports: [{ containerPort: "{{ .Values.port }}" }]'],
  },
}
