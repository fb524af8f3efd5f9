import type { Control } from '../control.ts'
import { demandField, effective, isLinux, isOnKubernetes } from './security-context.ts'

export const groupIdLow: Control<'container'> = {
  id: 'BH-0142',
  name: 'group-id-low',
  title: 'No group above those of the node is stated',
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
    'Without a stated group the process often belongs to group 0, to which images and volumes give more rights than intended; a low group may be one of the node’s.',
  remediation: 'Set `runAsGroup` to an id above 10000.',
  applies: 'container',
  when: ({ pod }) => isOnKubernetes(pod) && isLinux(pod),
  check: (container) =>
    demandField(
      effective(container, ({ runAsGroup }) => runAsGroup),
      (id) => id !== undefined && id > 10_000,
      {
        message: `Container ${container.name} states no group id above 10000.`,
        parent: container.securityContext.origin,
      },
    ),
  examples: {
    fail: ['{}', 'securityContext: { runAsGroup: 1000 }'],
    pass: ['securityContext: { runAsGroup: 10001 }'],
    unknown: ['securityContext: { runAsGroup: {{ .Values.group }} }'],
  },
}
