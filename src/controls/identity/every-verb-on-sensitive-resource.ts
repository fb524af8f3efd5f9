import { valueOf } from '../../model/known.ts'
import { hasWildcard } from '../../model/rbac-match.ts'
import type { PolicyRule, Role } from '../../model/rbac.ts'
import type { Control } from '../control.ts'
import { every, fail, pass, type Verdict } from '../verdict.ts'
import { clusterRole, role, rule } from './rbac-examples.ts'
import { isReserved } from './reserved.ts'

export const everyVerbOnSensitiveResource: Control<'role'> = {
  id: 'BH-0309',
  name: 'every-verb-on-sensitive-resource',
  title: 'Role grants every verb on a sensitive resource',
  layer: 'identity',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['A.rbac'],
  vector: 'misconfigured-container',
  references: ['trivy:KSV-0045', 'kubernetes-application-security-checklist:K8S-APP-rbac-1'],
  rationale:
    'Every verb includes those that nobody thinks of: `impersonate` on users and groups, `escalate` and `bind` on roles, `deletecollection` on workloads.',
  remediation: 'Name the verbs.',
  applies: 'role',
  when: (role) => !isReserved(role),
  check: (role) => every(role.rules, (rule) => judgeRule(role, rule)),
  examples: {
    fail: [role(rule('*', 'secrets')), clusterRole(rule('*', 'clusterroles', 'rbac.authorization.k8s.io'))],
    pass: [role(rule('get', 'secrets')), role(rule('*', 'configmaps'))],
    unknown: [],
  },
}

const sensitive = new Set([
  'secrets',
  'pods',
  'deployments',
  'daemonsets',
  'statefulsets',
  'replicationcontrollers',
  'replicasets',
  'cronjobs',
  'jobs',
  'roles',
  'clusterroles',
  'rolebindings',
  'clusterrolebindings',
  'users',
  'groups',
])

function judgeRule(role: Role, rule: PolicyRule): Verdict {
  if (!hasWildcard(rule.verbs)) return pass()
  const resource = rule.resources.map(valueOf).find((name) => name !== undefined && sensitive.has(name))
  return resource === undefined
    ? pass()
    : fail(`${role.kind} ${role.name} grants every verb on ${resource}.`, rule.origin)
}
