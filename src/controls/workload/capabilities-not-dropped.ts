import type { Control } from '../control.ts'
import { demandDropped } from './capabilities.ts'
import { isLinux } from './security-context.ts'

export const capabilitiesNotDropped: Control<'container'> = {
  id: 'BH-0110',
  name: 'capabilities-not-dropped',
  title: 'Container keeps the default capabilities',
  layer: 'workload',
  severity: 'medium',
  guarantees: ['containment', 'isolation'],
  barriers: ['K.caps'],
  vector: 'misconfigured-container',
  references: [
    'pod-security-standards:capabilities_restricted',
    'checkov:CKV_K8S_28',
    'checkov:CKV_K8S_37',
    'trivy:KSV-0003',
    'trivy:KSV-0004',
    'trivy:KSV-0106',
    'polaris:insecureCapabilities',
    'owasp-docker:OWASP-DOCKER-3',
    'krol3-container-security-checklist:KROL3-image-hardening-5',
    'kubernetes-application-security-checklist:K8S-APP-container-security-context-4',
    'cis-1.12:5.2.8',
    'cis-1.11:5.2.8',
    'cis-1.12:5.2.9',
    'cis-1.11:5.2.10',
    'defender-for-containers:11c95609-3553-430d-b788-fd41cde8b2db',
    'docker-security:capabilities-1',
  ],
  rationale:
    'A container that drops none and runs as root holds 14 capabilities: it forges packets, makes device nodes, ignores file permissions and changes users, and every kernel flaw behind them is in reach.',
  remediation: 'Set `securityContext.capabilities.drop: [ALL]`, and add back only what is needed.',
  applies: 'container',
  when: ({ pod }) => isLinux(pod),
  check: (container) =>
    demandDropped(container, () => true, `Container ${container.name} drops no capability.`),
  fix: { safe: false, set: { 'securityContext.capabilities.drop': ['ALL'] } },
  examples: {
    fail: ['{}', 'securityContext: { capabilities: { drop: [] } }', 'securityContext: { runAsUser: 1000 }'],
    pass: [
      'securityContext: { capabilities: { drop: [ALL] } }',
      'securityContext: { capabilities: { drop: [CHOWN] } }',
    ],
    unknown: [
      'securityContext: { capabilities: { drop: "{{ .Values.drop }}" } }',
      'securityContext: {{ toYaml .Values.securityContext }}',
    ],
  },
}
