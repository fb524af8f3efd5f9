import type { Control } from '../control.ts'
import { baselineCapabilities, forbidAdded, tellsOf } from './capabilities.ts'

export const capabilityAdded: Control<'container'> = {
  id: 'BH-0109',
  name: 'capability-added',
  title: 'Container gets a default capability back',
  layer: 'workload',
  severity: 'low',
  guarantees: ['containment'],
  barriers: ['K.caps'],
  vector: 'misconfigured-container',
  references: [
    'pod-security-standards:capabilities_restricted',
    'checkov:CKV_K8S_25',
    'trivy:KSV-0022',
    'trivy:KSV-0106',
    'cis-1.11:5.2.9',
    'defender-for-containers:11c95609-3553-430d-b788-fd41cde8b2db',
    'azure-policy:c26596ff-4d70-4e6a-9a30-c2506bd2f80c',
  ],
  rationale:
    'Default capabilities such as SETUID, DAC_OVERRIDE and MKNOD let code that became root in the container ignore file permissions and change users. A model server needs none of them.',
  remediation:
    'Remove the capability from `securityContext.capabilities.add`; only NET_BIND_SERVICE may be added back.',
  applies: 'container',
  when: (container) => tellsOf(container, isBad),
  check: (container) => forbidAdded(container, isBad, ', which a model does not need'),
  examples: {
    fail: ['securityContext: { capabilities: { drop: [ALL], add: [CHOWN] } }'],
    pass: ['{}', 'securityContext: { capabilities: { drop: [ALL], add: [NET_BIND_SERVICE] } }'],
    unknown: [],
  },
}

const judgedElsewhere: ReadonlySet<string> = new Set(['NET_BIND_SERVICE', 'SETPCAP'])

function isBad(name: string): boolean {
  return baselineCapabilities.has(name) && !judgedElsewhere.has(name)
}
