import type { Control } from '../control.ts'
import { forbid } from '../verdict.ts'
import { clusterBinding, modelAccount } from './rbac-examples.ts'
import { isReserved } from './reserved.ts'

export const clusterAdminRoleBound: Control<'role-binding'> = {
  id: 'BH-0332',
  name: 'cluster-admin-role-bound',
  title: 'Cluster-wide binding names cluster-admin itself',
  layer: 'identity',
  severity: 'high',
  guarantees: ['containment'],
  barriers: ['A.rbac'],
  vector: 'misconfigured-container',
  references: ['kube-linter:cluster-admin-role-binding', 'kubescape:C-0185'],
  rationale: 'The built-in role may do anything, in every namespace, including what later versions add.',
  remediation: 'Bind a role of your own with the rights that are used.',
  applies: 'role-binding',
  when: (binding) => binding.isClusterRoleBinding && !isReserved(binding),
  check: (binding) =>
    forbid(
      binding.roleName,
      (name) => name === 'cluster-admin',
      `${binding.kind} ${binding.name} binds cluster-admin.`,
    ),
  examples: {
    fail: [clusterBinding('cluster-admin', modelAccount)],
    pass: [clusterBinding('view', modelAccount)],
    unknown: [clusterBinding("'{{ .Values.role }}'", modelAccount)],
  },
}
