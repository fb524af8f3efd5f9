import type { Control } from '../control.ts'
import { hasSeccompAnnotation } from './seccomp.ts'
import { demandField, effective, isLinux, isOnKubernetes } from './security-context.ts'

export const seccompProfileMissing: Control<'container'> = {
  id: 'BH-0117',
  name: 'seccomp-profile-missing',
  title: 'No seccomp profile is stated',
  layer: 'workload',
  severity: 'medium',
  guarantees: ['containment', 'isolation'],
  barriers: ['K.seccomp'],
  vector: 'escape',
  references: [
    'pod-security-standards:seccompProfile_restricted',
    'checkov:CKV_K8S_31',
    'trivy:KSV-0030',
    'trivy:KSV-0104',
    'kubescape:C-0210',
    'kubernetes-security-checklist:K8S-SEC-pod-security-5',
    'kubernetes-application-security-checklist:K8S-APP-linux-1',
    'krol3-container-security-checklist:KROL3-infrastructure-3',
    'cis-1.12:5.6.2',
    'cis-1.11:5.6.2',
    'krol3-container-security-checklist:KROL3-image-hardening-11',
    'krol3-container-security-checklist:KROL3-workloads-7',
  ],
  rationale:
    'Kubernetes runs a container without a profile unconfined unless the kubelet was told otherwise: hostile code then calls every system call of the node’s kernel.',
  remediation: 'Set `securityContext.seccompProfile.type: RuntimeDefault` on the pod.',
  applies: 'container',
  when: ({ pod, name }) => isOnKubernetes(pod) && isLinux(pod) && !hasSeccompAnnotation(pod, name),
  check: (container) =>
    demandField(
      effective(container, ({ seccompProfile }) => seccompProfile.type),
      (type) => type !== undefined,
      {
        message: `Container ${container.name} has no seccomp profile.`,
        parent: container.securityContext.origin,
      },
    ),
  fix: { safe: false, set: { 'securityContext.seccompProfile.type': 'RuntimeDefault' } },
  examples: {
    fail: ['{}', 'securityContext: {}'],
    pass: [
      'securityContext: { seccompProfile: { type: RuntimeDefault } }',
      'securityContext: { seccompProfile: { type: Localhost, localhostProfile: model.json } }',
    ],
    unknown: ['securityContext: {{ toYaml .Values.securityContext }}'],
  },
}
