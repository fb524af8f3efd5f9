import type { Control } from '../control.ts'
import {
  addedReferences,
  baselineCapabilities,
  capabilityName,
  forbidAdded,
  judgedByName,
} from './capabilities.ts'

export const capabilityAddedBeyondDefault: Control<'container'> = {
  id: 'BH-0108',
  name: 'capability-added-beyond-default',
  title: 'Container gets a capability beyond the default set',
  layer: 'workload',
  severity: 'medium',
  guarantees: ['containment', 'isolation'],
  barriers: ['K.caps'],
  vector: 'misconfigured-container',
  references: addedReferences,
  rationale:
    'Each capability is a part of root that the kernel checks on the node, not in the container. This one is not in the default set, or is written in a way that Kubernetes does not know.',
  remediation: 'Remove the capability from `securityContext.capabilities.add`.',
  applies: 'container',
  check: (container) => forbidAdded(container, (name) => isOther(name, container.pod.orchestrator), ''),
  examples: {
    fail: [
      'securityContext: { capabilities: { add: [NET_BROADCAST] } }',
      'securityContext: { capabilities: { add: [CHOWN, CAP_KILL] } }',
    ],
    pass: ['{}', 'securityContext: { capabilities: { add: [NET_BIND_SERVICE, CHOWN] } }'],
    unknown: ['securityContext: { capabilities: { add: {{ .Values.capabilities }} } }'],
  },
}

/** Kubernetes compares names as they are written; Docker takes `CAP_CHOWN` and `chown` as well. */
function isOther(name: string, orchestrator: 'kubernetes' | 'docker'): boolean {
  const known = capabilityName(name)
  if (judgedByName.has(known)) return false
  return !baselineCapabilities.has(orchestrator === 'docker' ? known : name)
}
