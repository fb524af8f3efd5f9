import type { Control } from '../control.ts'
import { addedReferences, capabilityName, forbidAdded, tellsOf } from './capabilities.ts'

export const capabilityNetRawAdded: Control<'container'> = {
  id: 'BH-0130',
  name: 'capability-net-raw-added',
  title: 'Container gets NET_RAW',
  layer: 'workload',
  severity: 'high',
  guarantees: ['isolation', 'containment'],
  barriers: ['K.caps', 'N.in'],
  vector: 'escape',
  references: [
    ...addedReferences,
    'trivy:KSV-0119',
    'kubescape:C-0046',
    'kube-linter:drop-net-raw-capability',
    'cis-1.12:5.2.8',
    'cis-1.11:5.2.8',
  ],
  rationale:
    'NET_RAW forges packets: answers to ARP and DNS in the name of others, with which code takes over its neighbours’ connections on the node.',
  remediation: 'Remove `NET_RAW` from `securityContext.capabilities.add`.',
  applies: 'container',
  when: (container) => tellsOf(container, isBad),
  check: (container) => forbidAdded(container, isBad, ''),
  examples: {
    fail: [
      'securityContext: { capabilities: { add: [NET_RAW] } }',
      'securityContext: { capabilities: { drop: [ALL], add: [CHOWN, cap_net_raw] } }',
    ],
    pass: ['{}', 'securityContext: { capabilities: { drop: [ALL], add: [NET_BIND_SERVICE] } }'],
    unknown: [],
  },
}

function isBad(name: string): boolean {
  return capabilityName(name) === 'NET_RAW'
}
