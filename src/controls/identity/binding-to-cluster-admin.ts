import { valueOf } from '../../model/known.ts'
import type { Platform } from '../../model/platform.ts'
import { grantsEverything } from '../../model/rbac-match.ts'
import type { RoleBinding } from '../../model/rbac.ts'
import type { Control } from '../control.ts'
import { fail, pass, unknown, type Verdict } from '../verdict.ts'
import { clusterBinding, granted, grantedInNamespace, modelAccount, rule } from './rbac-examples.ts'
import { isReserved } from './reserved.ts'

export const bindingToClusterAdmin: Control<'role-binding'> = {
  id: 'BH-0331',
  name: 'binding-to-cluster-admin',
  title: 'Binding grants cluster-admin',
  layer: 'identity',
  severity: 'high',
  guarantees: ['containment'],
  barriers: ['A.rbac'],
  vector: 'misconfigured-container',
  references: [
    'polaris:clusterrolebindingClusterAdmin',
    'polaris:rolebindingClusterAdminClusterRole',
    'polaris:rolebindingClusterAdminRole',
    'cis-aks-1.8:4.1.1',
    'kubescape:C-0035',
    'kubescape:C-0187',
    'trivy:KSV-0111',
    'cis-aks-1.7:4.1.1',
    'cis-1.12:5.1.1',
    'cis-1.11:5.1.1',
    'owasp-kubernetes:OWASP-K8S-5.9',
    'azure-policy:a3dc4946-dba6-43e6-950d-f96532848c9f',
  ],
  differs: {
    'trivy:KSV-0111':
      'A role of any name that grants everything counts; admin and edit count where a workload holds them, since they are made for people.',
  },
  rationale:
    'Whoever the binding names can do anything that it covers. One stolen token, one foothold in that workload, and the cluster or namespace is gone.',
  remediation:
    'Bind a role with the rights that are used; keep cluster-admin for break-glass accounts of people.',
  applies: 'role-binding',
  when: (binding) => !isReserved(binding),
  check: judge,
  examples: {
    fail: [
      clusterBinding('cluster-admin', modelAccount),
      granted(rule('*', '*', '*')),
      grantedInNamespace(rule('*', '*', '*')),
    ],
    pass: [granted(rule('get', 'pods')), clusterBinding('view', modelAccount)],
    unknown: [clusterBinding('declared-elsewhere', modelAccount)],
  },
}

function judge(binding: RoleBinding, platform: Platform): Verdict {
  const role = platform.roleOf(binding)
  const name = valueOf(binding.roleName) ?? '(template)'
  if (role === undefined) {
    return unknown(
      `What ${binding.kind} ${binding.name} grants cannot be told: role ${name} is not declared here.`,
      binding.roleOrigin,
    )
  }
  const rule = platform.rulesOf(role).find(grantsEverything)
  if (rule === undefined) return pass()
  return fail(
    `${binding.kind} ${binding.name} grants every verb on every resource, by ${role.kind} ${name}.`,
    binding.roleOrigin,
    rule.origin,
  )
}
