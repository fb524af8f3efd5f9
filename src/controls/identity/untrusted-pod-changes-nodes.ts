import type { Control } from '../control.ts'
import { changeNodes } from './abilities.ts'
import { isUntrustedPod, judgePod } from './grants.ts'
import { granted, grantedInNamespace, rule, withPod } from './rbac-examples.ts'

export const untrustedPodChangesNodes: Control<'pod'> = {
  id: 'BH-0372',
  name: 'untrusted-pod-changes-nodes',
  title: 'Untrusted code may change nodes',
  layer: 'identity',
  severity: 'high',
  guarantees: ['isolation', 'fair-share'],
  barriers: ['A.rbac', 'V.node'],
  vector: 'misconfigured-container',
  references: [],
  rationale:
    'Labels and taints decide which pods share a node. The code draws other tenants’ pods to its own node, or drains theirs.',
  remediation: 'Remove the writing verbs on `nodes` from the role.',
  applies: 'pod',
  when: isUntrustedPod,
  check: (pod, platform) => judgePod(pod, changeNodes, platform),
  examples: {
    fail: [withPod(granted(rule('patch', 'nodes')))],
    pass: [withPod(granted(rule('get, list', 'nodes'))), withPod(grantedInNamespace(rule('patch', 'nodes')))],
    unknown: [],
  },
}
