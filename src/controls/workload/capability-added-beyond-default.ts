import type { Control } from '../control.ts'
import { baselineCapabilities, capabilityName, forbidAdded } from './capabilities.ts'

export const capabilityAddedBeyondDefault: Control<'container'> = {
  id: 'BH-0108',
  name: 'capability-added-beyond-default',
  title: 'Container gets a capability beyond the default set',
  layer: 'workload',
  severity: 'high',
  guarantees: ['containment', 'isolation'],
  barriers: ['K.caps'],
  vector: 'misconfigured-container',
  references: [
    'pod-security-standards:capabilities_baseline',
    'pod-security-standards:capabilities_restricted',
    'checkov:CKV_K8S_25',
    'trivy:KSV-0022',
    'trivy:KSV-0106',
  ],
  rationale:
    'Each capability is a part of root that the kernel checks on the node, not in the container. Those beyond the default set open kernel interfaces that escapes are built from.',
  remediation: 'Remove the capability from `securityContext.capabilities.add`.',
  applies: 'container',
  check: (container) => forbidAdded(container, (name) => !isDefault(name, container.pod.orchestrator), ''),
  examples: {
    fail: [
      'securityContext: { capabilities: { add: [NET_ADMIN] } }',
      'securityContext: { capabilities: { add: [CHOWN, IPC_LOCK] } }',
      'securityContext: { capabilities: { drop: [ALL], add: [NET_RAW] } }',
    ],
    pass: ['{}', 'securityContext: { capabilities: { add: [NET_BIND_SERVICE, CHOWN] } }'],
    unknown: ['securityContext: { capabilities: { add: {{ .Values.capabilities }} } }'],
  },
}

/** Kubernetes compares names as they are written; Docker takes `CAP_CHOWN` and `chown` as well. */
function isDefault(name: string, orchestrator: 'kubernetes' | 'docker'): boolean {
  return baselineCapabilities.has(orchestrator === 'docker' ? capabilityName(name) : name)
}
