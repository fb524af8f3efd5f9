import { hasWildcard, isVerbOfObjects } from '../../model/rbac-match.ts'
import type { Control } from '../control.ts'
import { every, fail, pass } from '../verdict.ts'
import { role, rule } from './rbac-examples.ts'
import { isReserved } from './reserved.ts'

export const roleOverEveryResource: Control<'role'> = {
  id: 'BH-0308',
  name: 'role-over-every-resource',
  title: 'Role covers every resource of its namespace',
  layer: 'identity',
  severity: 'low',
  guarantees: ['containment'],
  barriers: ['A.rbac'],
  vector: 'misconfigured-container',
  references: ['trivy:KSV-0112'],
  rationale:
    'Secrets, workloads and role bindings are among the resources: even reading all of them hands over every credential.',
  remediation: 'Name the resources that the workload uses.',
  applies: 'role',
  when: (role) => !role.isClusterRole && !isReserved(role),
  check: (role) =>
    every(role.rules, (rule) =>
      hasWildcard(rule.resources) && rule.verbs.some(isVerbOfObjects)
        ? fail(`${role.kind} ${role.name} covers every resource.`, rule.origin)
        : pass(),
    ),
  examples: {
    fail: [role(rule('get', '*')), role(rule('delete', '*', 'apps'))],
    pass: [role(rule('get', 'pods')), role(rule('approve', '*'))],
    unknown: [],
  },
}
