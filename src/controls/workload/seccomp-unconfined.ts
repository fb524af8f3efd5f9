import type { Control } from '../control.ts'
import { forbid } from '../verdict.ts'
import { isUnfiltered } from './seccomp.ts'
import { effective } from './security-context.ts'

export const seccompUnconfined: Control<'container'> = {
  id: 'BH-0116',
  name: 'seccomp-unconfined',
  title: 'System calls are not filtered',
  layer: 'workload',
  severity: 'high',
  guarantees: ['containment', 'isolation'],
  barriers: ['K.seccomp'],
  vector: 'escape',
  references: [
    'pod-security-standards:seccompProfile_baseline',
    'pod-security-standards:seccompProfile_restricted',
    'cis-docker-1.6-docker-bench:5.22',
    'checkov:CKV_K8S_31',
    'trivy:KSV-0030',
    'trivy:KSV-0104',
    'kubescape:C-0210',
    'krol3-container-security-checklist:KROL3-docker-8',
    'cis-1.12:5.6.2',
    'cis-1.11:5.6.2',
    'krol3-container-security-checklist:KROL3-image-hardening-11',
    'krol3-container-security-checklist:KROL3-workloads-7',
    'kubernetes-application-security-checklist:K8S-APP-linux-1',
    'docker-security:seccomp-1',
  ],
  rationale:
    'Without a seccomp profile hostile code calls every system call of the node’s kernel, among them those that most container escapes of the last years needed and the default profile blocks.',
  remediation: 'Set `securityContext.seccompProfile.type: RuntimeDefault`, or a Localhost profile.',
  applies: 'container',
  check: (container) =>
    forbid(
      effective(container, ({ seccompProfile }) => seccompProfile.type),
      isUnfiltered,
      `Container ${container.name} runs without a seccomp filter.`,
    ),
  fix: { safe: false, set: { 'securityContext.seccompProfile.type': 'RuntimeDefault' } },
  examples: {
    fail: [
      'securityContext: { seccompProfile: { type: Unconfined } }',
      'apiVersion: v1\nkind: Pod\nmetadata: { name: llm }\nspec: { securityContext: { seccompProfile: { type: Unconfined } }, containers: [{ name: server }] }',
    ],
    pass: ['{}', 'securityContext: { seccompProfile: { type: RuntimeDefault } }'],
    unknown: ['securityContext: { seccompProfile: { type: "{{ .Values.seccomp }}" } }'],
  },
}
