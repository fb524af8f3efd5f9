import type { Control } from '../control.ts'
import { every, forbid } from '../verdict.ts'
import { role, rule } from './rbac-examples.ts'
import { isReserved } from './reserved.ts'

export const wildcardApiGroup: Control<'role'> = {
  id: 'BH-0306',
  name: 'wildcard-api-group',
  title: 'Role grants its resources in every API group',
  layer: 'identity',
  severity: 'low',
  guarantees: ['containment'],
  barriers: ['A.rbac'],
  vector: 'misconfigured-container',
  references: [
    'checkov:CKV_K8S_49',
    'cis-aks-1.8:4.1.3',
    'cis-aks-1.7:4.1.3',
    'cis-1.12:5.1.3',
    'cis-1.11:5.1.3',
    'azure-policy:ca8d5704-aa2b-40cf-b110-dc19052825ad',
  ],
  differs: {
    'checkov:CKV_K8S_49': 'Checkov looks at the first rule of a role only; here every rule counts.',
  },
  rationale:
    'A resource of the same name in any group is granted, also in groups that custom resource definitions add later.',
  remediation: "Name the API group; `''` is the core group.",
  applies: 'role',
  when: (role) => !isReserved(role),
  check: (role) =>
    every(role.rules, (rule) =>
      every(rule.apiGroups, (group) =>
        forbid(
          group,
          (text) => text.includes('*'),
          `${role.kind} ${role.name} grants its resources in every API group.`,
        ),
      ),
    ),
  examples: {
    fail: [role(rule('get', 'pods', '*'))],
    pass: [role(rule('get', 'pods'))],
    unknown: [role(rule('get', 'pods', '{{ .Values.group }}'))],
  },
}
