import type { Control } from '../control.ts'
import { executeOrAttach } from './abilities.ts'
import { judgeRole } from './grants.ts'
import { clusterRole, role, rule } from './rbac-examples.ts'
import { isReserved } from './reserved.ts'

export const roleExecutesInPods: Control<'role'> = {
  id: 'BH-0316',
  name: 'role-executes-in-pods',
  title: 'Role runs commands in running containers',
  layer: 'identity',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['A.rbac'],
  vector: 'misconfigured-container',
  references: [
    'polaris:rolePodExecAttach',
    'polaris:clusterrolePodExecAttach',
    'trivy:KSV-0053',
    'trivy:KSV-0054',
  ],
  differs: {
    'trivy:KSV-0053': '`get` opens a WebSocket and counts; the other verbs reach no exec endpoint.',
    'trivy:KSV-0054': 'The right alone counts; Trivy asks for a later rule that reads pods beside it.',
  },
  rationale:
    'A command in another container runs with that container’s identity, secrets and data. `get` is enough: a WebSocket opens with a GET.',
  remediation:
    'Remove `pods/exec` and `pods/attach`; people debug with ephemeral containers under their own, audited identity.',
  applies: 'role',
  when: (role) => !isReserved(role),
  check: (role) => judgeRole(role, executeOrAttach),
  examples: {
    fail: [
      role(rule('create', 'pods/exec')),
      role(rule('get', 'pods/attach')),
      clusterRole(rule('*', '*', '*')),
      clusterRole(rule('create', '*/exec')),
    ],
    pass: [
      role(rule('list', 'pods/exec')),
      role(rule('create', 'pods/exec', 'apps')),
      role(rule('get', 'pods/*')),
    ],
    unknown: [clusterRole("{ apiGroups: [''], resources: ['pods/exec'], verbs: ['{{ .Values.verb }}'] }")],
  },
}
