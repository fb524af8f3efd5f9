import type { Control } from '../control.ts'
import { capabilityName, forbidAdded, tellsOf } from './capabilities.ts'

export const capabilityNetBindServiceAdded: Control<'container'> = {
  id: 'BH-0135',
  name: 'capability-net-bind-service-added',
  title: 'Container may bind ports below 1024',
  layer: 'workload',
  severity: 'info',
  guarantees: ['containment'],
  barriers: ['K.caps'],
  vector: 'misconfigured-container',
  references: [
    'checkov:CKV_K8S_25',
    'trivy:KSV-0022',
    'cis-1.11:5.2.9',
    'azure-policy:c26596ff-4d70-4e6a-9a30-c2506bd2f80c',
  ],
  rationale:
    'NET_BIND_SERVICE is the one capability that admission lets through. It is rarely needed: containerd 2 lets every container bind low ports, and a model can listen on a high one behind a Service.',
  remediation: 'Listen on a port above 1023 and remove `NET_BIND_SERVICE`.',
  applies: 'container',
  when: (container) => tellsOf(container, isBad),
  check: (container) => forbidAdded(container, isBad, ', which is rarely needed'),
  examples: {
    fail: ['securityContext: { capabilities: { drop: [ALL], add: [NET_BIND_SERVICE] } }'],
    pass: ['{}', 'securityContext: { capabilities: { drop: [ALL] } }'],
    unknown: [],
  },
}

function isBad(name: string): boolean {
  return capabilityName(name) === 'NET_BIND_SERVICE'
}
