import type { Control } from '../control.ts'
import { demandField, isLinux } from './security-context.ts'

export const rootFilesystemWritable: Control<'container'> = {
  id: 'BH-0140',
  name: 'root-filesystem-writable',
  title: 'Container may change its own programs',
  layer: 'workload',
  severity: 'medium',
  guarantees: ['containment', 'fair-share'],
  barriers: ['K.rofs'],
  vector: 'misconfigured-container',
  references: [
    'cis-docker-1.6-docker-bench:5.13',
    'checkov:CKV_K8S_22',
    'trivy:KSV-0014',
    'kubescape:C-0017',
    'kube-linter:no-read-only-root-fs',
    'polaris:notReadOnlyRootFilesystem',
    'owasp-docker:OWASP-DOCKER-8',
    'krol3-container-security-checklist:KROL3-image-hardening-6',
    'krol3-container-security-checklist:KROL3-workloads-6',
    'kubernetes-application-security-checklist:K8S-APP-container-security-context-2',
    'defender-for-containers:27d6f0e9-b4d5-468b-ae7e-03d5473fd864',
    'azure-policy:df49d893-a74c-421d-bc95-c663042e5b80',
  ],
  rationale:
    'On a writable root file system hostile code downloads tools, replaces the programs that the container runs next, and fills the node’s disk past every volume limit.',
  remediation:
    'Set `securityContext.readOnlyRootFilesystem: true`, and mount an `emptyDir` with a `sizeLimit` where the model writes.',
  applies: 'container',
  when: ({ pod }) => isLinux(pod),
  check: ({ name, securityContext }) =>
    demandField(securityContext.readOnlyRootFilesystem, (on) => on, {
      message: `Container ${name} has a writable root file system.`,
      parent: securityContext.origin,
    }),
  fix: { safe: false, set: { 'securityContext.readOnlyRootFilesystem': true } },
  examples: {
    fail: ['{}', 'securityContext: { readOnlyRootFilesystem: false }'],
    pass: ['securityContext: { readOnlyRootFilesystem: true }'],
    unknown: [
      'securityContext: { readOnlyRootFilesystem: {{ .Values.readOnly }} }',
      'securityContext: {{ toYaml .Values.securityContext }}',
    ],
  },
}
