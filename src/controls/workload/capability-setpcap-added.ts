import type { Control } from '../control.ts'
import { capabilityName, forbidAdded, tellsOf } from './capabilities.ts'

export const capabilitySetpcapAdded: Control<'container'> = {
  id: 'BH-0134',
  name: 'capability-setpcap-added',
  title: 'Container may hand on capabilities',
  layer: 'workload',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['K.caps'],
  vector: 'misconfigured-container',
  references: [
    'pod-security-standards:capabilities_restricted',
    'checkov:CKV_K8S_25',
    'trivy:KSV-0022',
    'trivy:KSV-0106',
    'kubescape:C-0046',
    'cis-1.11:5.2.9',
    'defender-for-containers:11c95609-3553-430d-b788-fd41cde8b2db',
    'azure-policy:c26596ff-4d70-4e6a-9a30-c2506bd2f80c',
  ],
  rationale:
    'SETPCAP moves capabilities between sets and drops secure bits: with it hostile code keeps what a well-behaved entrypoint would give up.',
  remediation: 'Remove `SETPCAP` from `securityContext.capabilities.add`.',
  applies: 'container',
  when: (container) => tellsOf(container, isBad),
  check: (container) => forbidAdded(container, isBad, ', which a model does not need'),
  examples: {
    fail: ['securityContext: { capabilities: { add: [SETPCAP] } }'],
    pass: ['{}', 'securityContext: { capabilities: { drop: [ALL], add: [NET_BIND_SERVICE] } }'],
    unknown: [],
  },
}

function isBad(name: string): boolean {
  return capabilityName(name) === 'SETPCAP'
}
