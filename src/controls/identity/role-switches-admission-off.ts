import type { Control } from '../control.ts'
import { switchAdmissionOff } from './abilities.ts'
import { judgeRole } from './grants.ts'
import { clusterRole, rule } from './rbac-examples.ts'
import { isReserved } from './reserved.ts'

export const roleSwitchesAdmissionOff: Control<'role'> = {
  id: 'BH-0323',
  name: 'role-switches-admission-off',
  title: 'Role switches admission checks off',
  layer: 'identity',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['A.rbac'],
  vector: 'misconfigured-container',
  references: [],
  rationale:
    'Labels of a namespace set its Pod Security level and choose which webhooks see it. Who patches them, or deletes a policy binding, lets every pod in.',
  remediation: 'Leave namespaces and admission policies to the platform’s own delivery.',
  applies: 'role',
  when: (role) => !isReserved(role),
  check: (role) => judgeRole(role, switchAdmissionOff),
  examples: {
    fail: [
      clusterRole(rule('patch', 'namespaces')),
      clusterRole(rule('delete', 'validatingadmissionpolicybindings', 'admissionregistration.k8s.io')),
    ],
    pass: [clusterRole(rule('get, create', 'namespaces'))],
    unknown: [],
  },
}
