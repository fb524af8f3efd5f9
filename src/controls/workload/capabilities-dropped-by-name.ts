import type { Control } from '../control.ts'
import { demandDropped, dropsByName } from './capabilities.ts'
import { isLinux } from './security-context.ts'

const defaults =
  'AUDIT_WRITE, CHOWN, DAC_OVERRIDE, FOWNER, FSETID, KILL, MKNOD, NET_ADMIN, NET_BIND_SERVICE, NET_RAW, SETFCAP, SETGID, SETPCAP, SETUID, SYS_CHROOT'

export const capabilitiesDroppedByName: Control<'container'> = {
  id: 'BH-0137',
  name: 'capabilities-dropped-by-name',
  title: 'Container names the capabilities that it drops',
  layer: 'workload',
  severity: 'info',
  guarantees: ['containment'],
  barriers: ['K.caps'],
  vector: 'misconfigured-container',
  references: [
    'pod-security-standards:capabilities_restricted',
    'checkov:CKV_K8S_37',
    'trivy:KSV-0003',
    'trivy:KSV-0106',
    'cis-1.12:5.2.9',
    'cis-1.11:5.2.10',
    'defender-for-containers:11c95609-3553-430d-b788-fd41cde8b2db',
  ],
  rationale:
    'Every default capability is dropped by its name. That holds until a runtime has another default; admission at level restricted wants `ALL`.',
  remediation: 'Write `drop: [ALL]` instead of the list.',
  applies: 'container',
  when: (container) => isLinux(container.pod) && dropsByName(container),
  check: (container) =>
    demandDropped(
      container,
      (name) => name === 'ALL',
      `Container ${container.name} drops the default capabilities by name instead of ALL.`,
    ),
  fix: { safe: true, set: { 'securityContext.capabilities.drop': ['ALL'] } },
  examples: {
    fail: [`securityContext: { capabilities: { drop: [${defaults}] } }`],
    pass: [`securityContext: { capabilities: { drop: [${defaults}, ALL] } }`],
    unknown: [`securityContext: { capabilities: { drop: [${defaults}, "{{ .Values.drop }}"] } }`],
  },
}
