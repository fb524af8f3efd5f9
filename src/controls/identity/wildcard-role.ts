import { grantsEverything } from '../../model/rbac-match.ts'
import type { Control } from '../control.ts'
import { every, fail, pass } from '../verdict.ts'
import { clusterRole, role, rule } from './rbac-examples.ts'
import { isReserved } from './reserved.ts'

export const wildcardRole: Control<'role'> = {
  id: 'BH-0304',
  name: 'wildcard-role',
  title: 'Role grants every verb on every resource',
  layer: 'identity',
  severity: 'high',
  guarantees: ['containment'],
  barriers: ['A.rbac'],
  vector: 'misconfigured-container',
  references: [
    'trivy:KSV-0044',
    'kubernetes-application-security-checklist:K8S-APP-rbac-1',
    'kubernetes-security-checklist:K8S-SEC-authn-authz-6',
    'owasp-kubernetes:OWASP-K8S-5.9',
  ],
  rationale:
    'The role is cluster-admin under another name. Code that reaches any identity with it owns what the binding covers.',
  remediation: 'Write down the groups, resources and verbs that the workload uses; the audit log lists them.',
  applies: 'role',
  when: (role) => !isReserved(role),
  check: (role) =>
    every(role.rules, (rule) =>
      grantsEverything(rule)
        ? fail(`${role.kind} ${role.name} grants every verb on every resource.`, rule.origin)
        : pass(),
    ),
  examples: {
    fail: [clusterRole(rule('*', '*', '*')), role(rule('*', '*', '*'))],
    pass: [clusterRole(rule('*', 'pods', '*')), clusterRole(rule('*', '*', 'apps'))],
    unknown: [],
  },
}
