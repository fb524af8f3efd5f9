import type { Control } from '../control.ts'
import { addedReferences, capabilityName, forbidAdded, tellsOf } from './capabilities.ts'

export const capabilityPastFilesAdded: Control<'container'> = {
  id: 'BH-0132',
  name: 'capability-past-files-added',
  title: 'Container gets a capability past the file permissions',
  layer: 'workload',
  severity: 'high',
  guarantees: ['containment', 'isolation'],
  barriers: ['K.caps'],
  vector: 'escape',
  references: [...addedReferences],
  rationale:
    'DAC_READ_SEARCH opens files of the node by handle and leaves the mount namespace behind (“shocker”); the others read kernel logs, stop the clock for all tenants, or rewrite audit records.',
  remediation: 'Remove the capability from `securityContext.capabilities.add`.',
  applies: 'container',
  when: (container) => tellsOf(container, isBad),
  check: (container) => forbidAdded(container, isBad, ''),
  examples: {
    fail: [
      'securityContext: { capabilities: { add: [DAC_READ_SEARCH] } }',
      'securityContext: { capabilities: { drop: [ALL], add: [CHOWN, cap_sys_tty_config] } }',
    ],
    pass: ['{}', 'securityContext: { capabilities: { drop: [ALL], add: [NET_BIND_SERVICE] } }'],
    unknown: [],
  },
}

function isBad(name: string): boolean {
  return names.has(capabilityName(name))
}

const names: ReadonlySet<string> = new Set([
  'DAC_READ_SEARCH',
  'SYSLOG',
  'SYS_TIME',
  'AUDIT_CONTROL',
  'AUDIT_READ',
  'LINUX_IMMUTABLE',
  'CHECKPOINT_RESTORE',
  'SYS_PACCT',
  'SYS_TTY_CONFIG',
])
