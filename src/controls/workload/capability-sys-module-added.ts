import type { Control } from '../control.ts'
import { addedReferences, capabilityName, forbidAdded, tellsOf } from './capabilities.ts'

export const capabilitySysModuleAdded: Control<'container'> = {
  id: 'BH-0128',
  name: 'capability-sys-module-added',
  title: 'Container may load kernel modules',
  layer: 'workload',
  severity: 'critical',
  guarantees: ['containment', 'isolation'],
  barriers: ['K.caps'],
  vector: 'escape',
  references: [
    ...addedReferences,
    'trivy:KSV-0120',
    'kubescape:C-0046',
    'owasp-kubernetes:OWASP-K8S-8.4',
    'cis-docker-1.6-docker-bench:C.5.3.2',
  ],
  rationale:
    'SYS_MODULE loads code into the node’s kernel. One `finit_module` and every container, volume and credential of the node belongs to the attacker.',
  remediation: 'Remove `SYS_MODULE`. Drivers belong into the node image or into a platform DaemonSet.',
  applies: 'container',
  when: (container) => tellsOf(container, isBad),
  check: (container) => forbidAdded(container, isBad, ''),
  examples: {
    fail: [
      'securityContext: { capabilities: { add: [SYS_MODULE] } }',
      'securityContext: { capabilities: { drop: [ALL], add: [CHOWN, cap_sys_module] } }',
    ],
    pass: ['{}', 'securityContext: { capabilities: { drop: [ALL], add: [NET_BIND_SERVICE] } }'],
    unknown: [],
  },
}

function isBad(name: string): boolean {
  return capabilityName(name) === 'SYS_MODULE'
}
