import type { Control } from '../control.ts'
import { attachToPods } from './abilities.ts'
import { judgeRole } from './grants.ts'
import { clusterRole, role, rule } from './rbac-examples.ts'
import { isReserved } from './reserved.ts'

export const roleAttachesToPods: Control<'role'> = {
  id: 'BH-0984',
  name: 'role-attaches-to-pods',
  title: 'Role attaches to running containers',
  layer: 'identity',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['A.rbac'],
  vector: 'misconfigured-container',
  references: ['polaris:rolePodExecAttach', 'polaris:clusterrolePodExecAttach', 'trivy:KSV-0054'],
  differs: {
    'trivy:KSV-0054': 'The right alone counts; Trivy asks for a later rule that reads pods beside it.',
  },
  rationale:
    'Whoever attaches to a container types into its main process and reads what it prints, with its identity, secrets and data. `get` is enough: a WebSocket opens with a GET.',
  remediation:
    'Remove `pods/attach`; people debug with ephemeral containers under their own, audited identity.',
  applies: 'role',
  when: (role) => !isReserved(role),
  check: (role) => judgeRole(role, attachToPods),
  examples: {
    fail: [role(rule('create', 'pods/attach')), clusterRole(rule('*', '*', '*'))],
    pass: [role(rule('list', 'pods/attach')), role(rule('create', 'pods/exec'))],
    unknown: [clusterRole("{ apiGroups: [''], resources: ['pods/attach'], verbs: ['{{ .Values.verb }}'] }")],
  },
}
