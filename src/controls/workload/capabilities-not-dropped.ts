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
    'checkov:CKV_K8S_37',
    'trivy:KSV-0003',
    'trivy:KSV-0106',
    'owasp-docker:OWASP-DOCKER-3',
    'kubernetes-application-security-checklist:K8S-APP-container-security-context-4',
  ],
  rationale:
    'Unless all are dropped, a container that runs as root holds 14 capabilities: it forges packets, makes device nodes, ignores file permissions and changes users, and every kernel flaw behind them is in reach.',
  remediation: 'Set `securityContext.capabilities.drop: [ALL]`, and add back only what is needed.',
  applies: 'container',
  when: ({ pod }) => isLinux(pod),
  check: (container) =>
    demandDropped(
      container,
      (name) => name === 'ALL',
      `Container ${container.name} does not drop all capabilities.`,
    ),
  fix: { safe: false, set: { 'securityContext.capabilities.drop': ['ALL'] } },
  examples: {
    fail: [
      '{}',
      'securityContext: { capabilities: { drop: [NET_RAW] } }',
      'securityContext: { capabilities: { drop: [] } }',
    ],
    pass: [
      'securityContext: { capabilities: { drop: [ALL] } }',
      'securityContext: { capabilities: { drop: [all], add: [NET_BIND_SERVICE] } }',
    ],
    unknown: [
      'securityContext: { capabilities: { drop: "{{ .Values.drop }}" } }',
      'securityContext: {{ toYaml .Values.securityContext }}',
    ],
  },
}
