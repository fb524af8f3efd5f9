import type { Control } from '../control.ts'
import { addedReferences, capabilityName, forbidAdded, tellsOf } from './capabilities.ts'

export const capabilityAllAdded: Control<'container'> = {
  id: 'BH-0126',
  name: 'capability-all-added',
  title: 'Container gets every capability',
  layer: 'workload',
  severity: 'critical',
  guarantees: ['containment', 'isolation'],
  barriers: ['K.caps'],
  vector: 'escape',
  references: [
    ...addedReferences,
    'polaris:dangerousCapabilities',
    'kubescape:C-0046',
    'kube-linter:drop-net-raw-capability',
    'cis-1.12:5.2.8',
    'cis-1.11:5.2.8',
    'cis-docker-1.6-docker-bench:C.5.3.2',
    'cis-docker-1.6-docker-bench:C.5.3.3',
    'defender-for-containers:aba14f78-27c5-af84-848e-9105d18dfd92',
    'azure-policy:d2e7ea85-6b44-4317-a0be-1b951587f626',
  ],
  rationale:
    'With all capabilities, root in the container is root of the node’s kernel: it loads modules, mounts disks, traces processes and reconfigures the network. Only seccomp and AppArmor still stand.',
  remediation:
    'Remove `ALL` from `securityContext.capabilities.add` and grant the single capability that is needed.',
  applies: 'container',
  when: (container) => tellsOf(container, isBad),
  check: (container) => forbidAdded(container, isBad, ''),
  examples: {
    fail: [
      'securityContext: { capabilities: { add: [ALL] } }',
      'securityContext: { capabilities: { add: [all] } }',
    ],
    pass: ['{}', 'securityContext: { capabilities: { drop: [ALL], add: [NET_BIND_SERVICE] } }'],
    unknown: [],
  },
}

function isBad(name: string): boolean {
  return capabilityName(name) === 'ALL'
}
