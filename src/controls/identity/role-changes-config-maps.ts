import type { Control } from '../control.ts'
import { changeConfigMaps } from './abilities.ts'
import { judgeRole } from './grants.ts'
import { role, rule } from './rbac-examples.ts'
import { isReserved } from './reserved.ts'

export const roleChangesConfigMaps: Control<'role'> = {
  id: 'BH-0312',
  name: 'role-changes-config-maps',
  title: 'Role changes config maps',
  layer: 'identity',
  severity: 'low',
  guarantees: ['containment'],
  barriers: ['A.rbac'],
  vector: 'misconfigured-container',
  references: ['trivy:KSV-0049'],
  differs: {
    'trivy:KSV-0049':
      'A wildcard grants the same and counts; Trivy matches literal names and leaves the API group aside. The verb `impersonate` means nothing on config maps.',
  },
  rationale:
    'Config maps steer other workloads: their arguments, their scripts, and in kube-system the cluster’s DNS.',
  remediation: 'List the config maps under `resourceNames`, with the verbs `update` and `patch`.',
  applies: 'role',
  when: (role) => !isReserved(role),
  check: (role) => judgeRole(role, changeConfigMaps),
  examples: {
    fail: [role(rule('create', 'configmaps')), role(rule('deletecollection', 'configmaps'))],
    pass: [
      role(rule('get', 'configmaps')),
      role("{ apiGroups: [''], resources: ['configmaps'], resourceNames: ['own'], verbs: ['update'] }"),
    ],
    unknown: [],
  },
}
