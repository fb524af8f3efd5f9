import type { Control } from '../control.ts'
import { forbid } from '../verdict.ts'
import { effective, isLinux, isOnKubernetes } from './security-context.ts'

export const seccompProfileOfOwn: Control<'container'> = {
  id: 'BH-0992',
  name: 'seccomp-profile-of-own',
  title: 'Seccomp profile is a file of the node',
  layer: 'workload',
  severity: 'info',
  confidence: 'possible',
  guarantees: ['containment', 'isolation'],
  barriers: ['K.seccomp'],
  vector: 'escape',
  references: ['kubescape:C-0210', 'checkov:CKV_K8S_31'],
  rationale:
    'What a Localhost profile lets through stands in a file on every node, which no manifest shows: it may filter more than the runtime’s own profile, or nothing. Hostile code meets whatever the file says.',
  remediation:
    'Use `RuntimeDefault`, or keep the profile in version control beside the manifest and roll it out with the node image.',
  applies: 'container',
  when: ({ pod }) => isOnKubernetes(pod) && isLinux(pod),
  check: (container) =>
    forbid(
      effective(container, ({ seccompProfile }) => seccompProfile.type),
      (type) => type === 'Localhost',
      `The seccomp profile of container ${container.name} is a file of its node.`,
    ),
  examples: {
    fail: ['securityContext: { seccompProfile: { type: Localhost, localhostProfile: model.json } }'],
    pass: ['{}', 'securityContext: { seccompProfile: { type: RuntimeDefault } }'],
    unknown: ['securityContext: { seccompProfile: { type: "{{ .Values.seccomp }}" } }'],
  },
}
