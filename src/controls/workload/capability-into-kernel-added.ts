import type { Control } from '../control.ts'
import { addedReferences, capabilityName, forbidAdded, tellsOf } from './capabilities.ts'

export const capabilityIntoKernelAdded: Control<'container'> = {
  id: 'BH-0131',
  name: 'capability-into-kernel-added',
  title: 'Container gets a capability that leads into the kernel',
  layer: 'workload',
  severity: 'high',
  guarantees: ['containment', 'isolation'],
  barriers: ['K.caps'],
  vector: 'escape',
  references: [...addedReferences, 'kubescape:C-0046'],
  rationale:
    'These capabilities reach into other processes, raw memory and ports, the kernel’s own programs or its mandatory access control. Each is a known way from root in the container to the node.',
  remediation: 'Remove the capability. Profilers and tracers run as platform pods, not beside the model.',
  applies: 'container',
  when: (container) => tellsOf(container, isBad),
  check: (container) => forbidAdded(container, isBad, ''),
  examples: {
    fail: [
      'securityContext: { capabilities: { add: [SYS_PTRACE] } }',
      'securityContext: { capabilities: { drop: [ALL], add: [CHOWN, cap_bpf] } }',
    ],
    pass: ['{}', 'securityContext: { capabilities: { drop: [ALL], add: [NET_BIND_SERVICE] } }'],
    unknown: [],
  },
}

function isBad(name: string): boolean {
  return names.has(capabilityName(name))
}

const names: ReadonlySet<string> = new Set([
  'SYS_PTRACE',
  'SYS_RAWIO',
  'SYS_BOOT',
  'MAC_OVERRIDE',
  'MAC_ADMIN',
  'PERFMON',
  'BPF',
])
