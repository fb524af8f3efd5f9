import type { Control } from '../control.ts'
import { every, forbid } from '../verdict.ts'
import { clusterRole, role, rule } from './rbac-examples.ts'
import { isReserved } from './reserved.ts'

export const wildcardInRole: Control<'role'> = {
  id: 'BH-0305',
  name: 'wildcard-in-role',
  title: 'Role grants every verb or every resource of a group',
  layer: 'identity',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['A.rbac'],
  vector: 'misconfigured-container',
  references: [
    'checkov:CKV_K8S_49',
    'kube-linter:wildcard-in-rules',
    'cis-aks-1.8:4.1.3',
    'cis-aks-1.7:4.1.3',
    'cis-1.12:5.1.3',
    'cis-1.11:5.1.3',
    'kubernetes-security-checklist:K8S-SEC-authn-authz-6',
    'azure-policy:ca8d5704-aa2b-40cf-b110-dc19052825ad',
  ],
  differs: {
    'checkov:CKV_K8S_49': 'Checkov looks at the first rule of a role only; here every rule counts.',
  },
  rationale:
    'A wildcard also grants what a later version adds: new resources, new subresources such as `exec`, new verbs such as `impersonate`. Nobody reviews that.',
  remediation: 'Name the resources and verbs.',
  applies: 'role',
  when: (role) => !isReserved(role),
  check: (role) =>
    every(role.rules, (rule) =>
      every([...rule.verbs, ...rule.resources], (value) =>
        forbid(value, (text) => text.includes('*'), `${role.kind} ${role.name} uses a wildcard.`),
      ),
    ),
  examples: {
    fail: [
      role(rule('*', 'pods')),
      clusterRole(rule('get', '*')),
      clusterRole(rule('update', '*/scale', 'apps')),
    ],
    pass: [role(rule('get, list', 'pods, pods/log'))],
    unknown: [clusterRole("{ apiGroups: [''], resources: ['{{ .Values.kind }}'], verbs: [get] }")],
  },
}
