import type { Control } from '../control.ts'
import { addedReferences, capabilityName, forbidAdded, tellsOf } from './capabilities.ts'

export const capabilitySysAdminAdded: Control<'container'> = {
  id: 'BH-0127',
  name: 'capability-sys-admin-added',
  title: 'Container gets SYS_ADMIN',
  layer: 'workload',
  severity: 'critical',
  guarantees: ['containment', 'isolation'],
  barriers: ['K.caps', 'K.seccomp'],
  vector: 'escape',
  references: [
    ...addedReferences,
    'checkov:CKV_K8S_39',
    'trivy:KSV-0005',
    'kubescape:C-0046',
    'kubescape:C-0057',
    'polaris:dangerousCapabilities',
    'cis-docker-1.6-docker-bench:C.5.3.3',
    'defender-for-containers:aba14f78-27c5-af84-848e-9105d18dfd92',
    'azure-policy:d2e7ea85-6b44-4317-a0be-1b951587f626',
  ],
  rationale:
    'SYS_ADMIN lets code mount file systems, enter namespaces and use cgroup release agents. The default seccomp profile opens with it: it is the capability most escapes start from.',
  remediation: 'Remove `SYS_ADMIN`. Where a model mounts storage, let a CSI driver do it.',
  applies: 'container',
  when: (container) => tellsOf(container, isBad),
  check: (container) => forbidAdded(container, isBad, ''),
  examples: {
    fail: [
      'securityContext: { capabilities: { add: [SYS_ADMIN] } }',
      'securityContext: { capabilities: { drop: [ALL], add: [CHOWN, cap_sys_admin] } }',
    ],
    pass: ['{}', 'securityContext: { capabilities: { drop: [ALL], add: [NET_BIND_SERVICE] } }'],
    unknown: [],
  },
}

function isBad(name: string): boolean {
  return capabilityName(name) === 'SYS_ADMIN'
}
