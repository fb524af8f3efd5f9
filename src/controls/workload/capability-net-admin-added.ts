import type { Control } from '../control.ts'
import { addedReferences, capabilityName, forbidAdded, tellsOf } from './capabilities.ts'

export const capabilityNetAdminAdded: Control<'container'> = {
  id: 'BH-0129',
  name: 'capability-net-admin-added',
  title: 'Container gets NET_ADMIN',
  layer: 'workload',
  severity: 'high',
  guarantees: ['containment', 'isolation'],
  barriers: ['K.caps', 'N.in', 'N.eg'],
  vector: 'escape',
  references: [...addedReferences, 'polaris:dangerousCapabilities', 'kubescape:C-0046'],
  rationale:
    'NET_ADMIN changes routes, firewalls and interfaces of the pod, and of the node where it shares its network. It also opens netfilter and traffic control, where many kernel flaws were found.',
  remediation: 'Remove `NET_ADMIN`. Let the CNI or a mesh in ambient or CNI mode set the network up.',
  applies: 'container',
  when: (container) => tellsOf(container, isBad),
  check: (container) => forbidAdded(container, isBad, ''),
  examples: {
    fail: [
      'securityContext: { capabilities: { add: [NET_ADMIN] } }',
      'securityContext: { capabilities: { drop: [ALL], add: [CHOWN, cap_net_admin] } }',
    ],
    pass: ['{}', 'securityContext: { capabilities: { drop: [ALL], add: [NET_BIND_SERVICE] } }'],
    unknown: [],
  },
}

function isBad(name: string): boolean {
  return capabilityName(name) === 'NET_ADMIN'
}
