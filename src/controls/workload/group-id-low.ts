import type { Control } from '../control.ts'
import { forbid } from '../verdict.ts'
import { effective, isLinux, isOnKubernetes } from './security-context.ts'

export const groupIdLow: Control<'container'> = {
  id: 'BH-0142',
  name: 'group-id-low',
  title: 'Container has a group id of the node’s range',
  layer: 'workload',
  severity: 'info',
  guarantees: ['containment', 'isolation'],
  barriers: ['K.nonroot'],
  vector: 'misconfigured-container',
  references: ['trivy:KSV-0021'],
  differs: {
    'trivy:KSV-0021': 'Trivy looks at containers alone, not at the group that they take from their pod.',
  },
  rationale:
    'A process that leaves its container keeps its group. Up to 10000 that may be a group of the node, whose files it then reads or writes.',
  remediation: 'Set `runAsGroup` to an id above 10000, another for each tenant.',
  applies: 'container',
  when: ({ pod }) => isOnKubernetes(pod) && isLinux(pod),
  check: (container) =>
    forbid(
      effective(container, ({ runAsGroup }) => runAsGroup),
      (id) => id !== undefined && id > 0 && id <= 10_000,
      `Container ${container.name} has a group id of 10000 or less.`,
    ),
  examples: {
    fail: ['securityContext: { runAsGroup: 1000 }'],
    pass: ['{}', 'securityContext: { runAsGroup: 10001 }'],
    unknown: ['securityContext: { runAsGroup: {{ .Values.group }} }'],
  },
}
