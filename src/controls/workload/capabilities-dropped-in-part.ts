import type { Control } from '../control.ts'
import { demandDropped, dropsByName } from './capabilities.ts'
import { isLinux } from './security-context.ts'

export const capabilitiesDroppedInPart: Control<'container'> = {
  id: 'BH-0136',
  name: 'capabilities-dropped-in-part',
  title: 'Container drops some capabilities and keeps others',
  layer: 'workload',
  severity: 'low',
  guarantees: ['containment', 'isolation'],
  barriers: ['K.caps'],
  vector: 'misconfigured-container',
  references: [
    'pod-security-standards:capabilities_restricted',
    'checkov:CKV_K8S_37',
    'trivy:KSV-0003',
    'trivy:KSV-0106',
    'polaris:insecureCapabilities',
    'cis-1.12:5.2.9',
    'cis-1.11:5.2.10',
    'defender-for-containers:11c95609-3553-430d-b788-fd41cde8b2db',
  ],
  rationale:
    'What is not dropped stays: each default capability that remains lets root in the container do more than a model needs.',
  remediation: 'Set `securityContext.capabilities.drop: [ALL]`, and add back only what is needed.',
  applies: 'container',
  when: (container) =>
    isLinux(container.pod) &&
    container.securityContext.capabilitiesDropped.length > 0 &&
    !dropsByName(container),
  check: (container) =>
    demandDropped(
      container,
      (name) => name === 'ALL',
      `Container ${container.name} drops some capabilities, but not all.`,
    ),
  fix: { safe: false, set: { 'securityContext.capabilities.drop': ['ALL'] } },
  examples: {
    fail: [
      'securityContext: { capabilities: { drop: [NET_RAW] } }',
      'securityContext: { capabilities: { drop: [KILL, MKNOD] } }',
    ],
    pass: [
      'securityContext: { capabilities: { drop: [ALL] } }',
      'securityContext: { capabilities: { drop: [all], add: [NET_BIND_SERVICE] } }',
    ],
    unknown: ['securityContext: { capabilities: { drop: [MKNOD, "{{ .Values.drop }}"] } }'],
  },
}
