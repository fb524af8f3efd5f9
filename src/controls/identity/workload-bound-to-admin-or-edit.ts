import type { Control } from '../control.ts'
import { forbid } from '../verdict.ts'
import { bindsWorkload } from './grants.ts'
import { binding, clusterBinding, modelAccount } from './rbac-examples.ts'

export const workloadBoundToAdminOrEdit: Control<'role-binding'> = {
  id: 'BH-0333',
  name: 'workload-bound-to-admin-or-edit',
  title: 'Service account holds admin or edit',
  layer: 'identity',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['A.rbac'],
  vector: 'misconfigured-container',
  references: ['trivy:KSV-0111'],
  differs: {
    'trivy:KSV-0111':
      'A role of any name that grants everything counts; admin and edit count where a workload holds them, since they are made for people.',
  },
  rationale:
    'The roles admin and edit are made for people. They hold every secret of the namespace, commands in every container and tokens of every service account.',
  remediation: 'Bind a Role with the rights that the workload uses.',
  applies: 'role-binding',
  when: (binding) => bindsWorkload(binding),
  check: (binding) =>
    forbid(
      binding.roleName,
      (name) => name === 'admin' || name === 'edit',
      `${binding.kind} ${binding.name} gives a workload a role that is made for people.`,
    ),
  examples: {
    fail: [binding('ClusterRole', 'edit', modelAccount), clusterBinding('admin', modelAccount)],
    pass: [binding('ClusterRole', 'view', modelAccount)],
    unknown: [],
  },
}
