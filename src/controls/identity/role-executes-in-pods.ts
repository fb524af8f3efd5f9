import type { Control } from '../control.ts'
import { executeInPods } from './abilities.ts'
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
  references: ['polaris:rolePodExecAttach', 'polaris:clusterrolePodExecAttach', 'trivy:KSV-0053'],
  differs: {
    'trivy:KSV-0053': '`get` opens a WebSocket and counts.',
  },
  rationale:
    'A command in another container runs with that container’s identity, secrets and data. `get` is enough: a WebSocket opens with a GET.',
  remediation:
    'Remove `pods/exec`; people debug with ephemeral containers under their own, audited identity.',
  applies: 'role',
  when: (role) => !isReserved(role),
  check: (role) => judgeRole(role, executeInPods),
  examples: {
    fail: [
      role(rule('create', 'pods/exec')),
      role(rule('get', 'pods/exec')),
      clusterRole(rule('*', '*', '*')),
      clusterRole(rule('create', '*/exec')),
    ],
    pass: [
      role(rule('create', 'pods/attach')),
      role(rule('list', 'pods/exec')),
      role(rule('create', 'pods/exec', 'apps')),
      role(rule('get', 'pods/*')),
    ],
    unknown: [clusterRole("{ apiGroups: [''], resources: ['pods/exec'], verbs: ['{{ .Values.verb }}'] }")],
  },
}
