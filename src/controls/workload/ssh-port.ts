import { isKnown } from '../../model/known.ts'
import type { Control } from '../control.ts'
import { every, forbid, pass } from '../verdict.ts'

export const sshPort: Control<'container'> = {
  id: 'BH-0291',
  name: 'ssh-port',
  title: 'Container offers SSH',
  layer: 'workload',
  severity: 'low',
  guarantees: ['isolation', 'containment'],
  barriers: [],
  vector: 'insecure-networking',
  references: ['kube-linter:ssh-port', 'cis-docker-1.6-docker-bench:5.7'],
  rationale:
    'A shell server in a container is one more way in for the neighbours, with keys and passwords of its own that no RBAC rule and no audit log knows.',
  remediation: 'Remove the server and the port; use `kubectl exec` with rights that are given and logged.',
  applies: 'container',
  when: (container) => container.role === 'main',
  check: (container) =>
    every(container.ports, ({ containerPort, protocol }) =>
      isKnown(protocol, 'TCP')
        ? forbid(containerPort, (port) => port === 22, `Container ${container.name} offers SSH on port 22.`)
        : pass(),
    ),
  examples: {
    fail: ['ports: [{ containerPort: 22 }]', 'ports: [{ containerPort: 22, protocol: TCP }]'],
    pass: ['ports: [{ containerPort: 2222 }]', 'ports: [{ containerPort: 22, protocol: UDP }]', '{}'],
    unknown: ['ports: [{ containerPort: "{{ .Values.port }}" }]'],
  },
}
