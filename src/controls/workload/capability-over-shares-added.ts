import type { Control } from '../control.ts'
import { addedReferences, capabilityName, forbidAdded, tellsOf } from './capabilities.ts'

export const capabilityOverSharesAdded: Control<'container'> = {
  id: 'BH-0133',
  name: 'capability-over-shares-added',
  title: 'Container may take more than its share',
  layer: 'workload',
  severity: 'medium',
  guarantees: ['fair-share', 'isolation'],
  barriers: ['K.caps', 'Q.cpu', 'Q.mem'],
  vector: 'escape',
  references: [...addedReferences],
  rationale:
    'SYS_NICE and SYS_RESOURCE raise priorities and lift limits above what the pod was given; IPC_LOCK pins memory that the node can then not take back from a greedy model.',
  remediation:
    'Remove the capability. Where a driver needs locked memory (RDMA), grant IPC_LOCK alone, on nodes of the tenant’s own.',
  applies: 'container',
  when: (container) => tellsOf(container, isBad),
  check: (container) => forbidAdded(container, isBad, ''),
  examples: {
    fail: [
      'securityContext: { capabilities: { add: [SYS_NICE] } }',
      'securityContext: { capabilities: { drop: [ALL], add: [CHOWN, cap_lease] } }',
    ],
    pass: ['{}', 'securityContext: { capabilities: { drop: [ALL], add: [NET_BIND_SERVICE] } }'],
    unknown: [],
  },
}

function isBad(name: string): boolean {
  return names.has(capabilityName(name))
}

const names: ReadonlySet<string> = new Set([
  'SYS_NICE',
  'SYS_RESOURCE',
  'IPC_LOCK',
  'IPC_OWNER',
  'BLOCK_SUSPEND',
  'WAKE_ALARM',
  'LEASE',
])
