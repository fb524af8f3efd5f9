import type { Control } from '../control.ts'
import { demandField, effective, isLinux, isOnKubernetes } from './security-context.ts'

export const primaryGroupRoot: Control<'container'> = {
  id: 'BH-0156',
  name: 'primary-group-root',
  title: 'Container may belong to group 0',
  layer: 'workload',
  severity: 'low',
  guarantees: ['containment'],
  barriers: ['K.nonroot'],
  vector: 'misconfigured-container',
  references: ['kubescape:C-0013', 'trivy:KSV-0021'],
  differs: {
    'trivy:KSV-0021': 'Trivy looks at containers alone, not at the group that they take from their pod.',
  },
  rationale:
    'Where no group is stated the runtime takes the image’s, and 0 if the image names none. Files of the image and of volumes are often writable for group 0, and so for hostile code that is not root.',
  remediation: 'Set `runAsGroup` to a group above 10000 beside `runAsUser`.',
  applies: 'container',
  when: ({ pod }) => isOnKubernetes(pod) && isLinux(pod),
  check: (container) =>
    demandField(
      effective(container, ({ runAsGroup }) => runAsGroup),
      (id) => id !== undefined && id !== 0,
      {
        message: `Container ${container.name} may belong to group 0.`,
        parent: container.securityContext.origin,
      },
    ),
  examples: {
    fail: ['{}', 'securityContext: { runAsGroup: 0 }', 'securityContext: { runAsUser: 1000 }'],
    pass: ['securityContext: { runAsGroup: 1000 }'],
    unknown: ['securityContext: { runAsGroup: {{ .Values.group }} }'],
  },
}
