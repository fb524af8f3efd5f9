import type { Control } from '../control.ts'
import { forbidSettings, type Setting, settingsOf } from './security-context.ts'

export const rootGroupStated: Control<'pod'> = {
  id: 'BH-0143',
  name: 'root-group-stated',
  title: 'Pod asks for group 0',
  layer: 'workload',
  severity: 'low',
  guarantees: ['containment'],
  barriers: ['K.nonroot'],
  vector: 'misconfigured-container',
  references: ['trivy:KSV-0116', 'kube-linter:run-as-non-root'],
  rationale:
    'Group 0 owns files of the image, of volumes and of mounted host paths; what is writable for the group is then writable for hostile code although it is not root.',
  remediation: 'Set `runAsGroup`, `fsGroup` and `supplementalGroups` to groups above 0.',
  applies: 'pod',
  check: (pod) => {
    const { fsGroup, supplementalGroups } = pod.securityContext
    const groups: readonly Setting<number | undefined>[] = [
      ...settingsOf(pod, ({ runAsGroup }) => runAsGroup),
      { place: 'its volumes', value: fsGroup },
      ...supplementalGroups.map((value) => ({ place: 'all containers', value })),
    ]
    return forbidSettings(groups, (group) => group === 0, `${pod.kind} ${pod.name} asks for group 0`)
  },
  examples: {
    fail: [
      'securityContext: { runAsGroup: 0 }',
      'securityContext: { fsGroup: 0 }',
      'securityContext: { supplementalGroups: [1000, 0] }',
      'containers: [{ name: server, image: llm, securityContext: { runAsGroup: 0 } }]',
    ],
    pass: ['{}', 'securityContext: { runAsGroup: 1000, fsGroup: 1000, supplementalGroups: [1000] }'],
    unknown: ['securityContext: { fsGroup: {{ .Values.group }} }'],
  },
}
