import type { Control } from '../control.ts'
import { openTunnels } from './abilities.ts'
import { judgeRole } from './grants.ts'
import { clusterRole, role, rule } from './rbac-examples.ts'
import { isReserved } from './reserved.ts'

export const roleOpensTunnels: Control<'role'> = {
  id: 'BH-0322',
  name: 'role-opens-tunnels',
  title: 'Role opens tunnels into pods and services',
  layer: 'identity',
  severity: 'low',
  guarantees: ['containment'],
  barriers: ['A.rbac'],
  vector: 'misconfigured-container',
  references: [],
  rationale:
    'A forwarded port or a proxied service reaches a pod from the API server: network policies between pods do not see it.',
  remediation: 'Remove `pods/portforward`, `pods/proxy` and `services/proxy` from roles of workloads.',
  applies: 'role',
  when: (role) => !isReserved(role),
  check: (role) => judgeRole(role, openTunnels),
  examples: {
    fail: [role(rule('create', 'pods/portforward')), clusterRole(rule('get', 'services/proxy'))],
    pass: [role(rule('get', 'services'))],
    unknown: [],
  },
}
