import { hasWildcard, isVerbOfObjects } from '../../model/rbac-match.ts'
import type { Control } from '../control.ts'
import { every, fail, pass } from '../verdict.ts'
import { clusterRole, rule } from './rbac-examples.ts'
import { isReserved } from './reserved.ts'

export const clusterRoleOverEveryResource: Control<'role'> = {
  id: 'BH-0307',
  name: 'cluster-role-over-every-resource',
  title: 'Cluster role covers every resource',
  layer: 'identity',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['A.rbac'],
  vector: 'misconfigured-container',
  references: ['trivy:KSV-0046'],
  rationale:
    'Secrets, workloads and role bindings are among the resources: even reading all of them hands over every credential.',
  remediation: 'Name the resources that the workload uses.',
  applies: 'role',
  when: (role) => role.isClusterRole && !isReserved(role),
  check: (role) =>
    every(role.rules, (rule) =>
      hasWildcard(rule.resources) && rule.verbs.some(isVerbOfObjects)
        ? fail(`${role.kind} ${role.name} covers every resource.`, rule.origin)
        : pass(),
    ),
  examples: {
    fail: [clusterRole(rule('get', '*')), clusterRole(rule('delete', '*', 'apps'))],
    pass: [clusterRole(rule('get', 'pods')), clusterRole(rule('approve', '*'))],
    unknown: [],
  },
}
