import type { Control } from '../control.ts'
import { forbid } from '../verdict.ts'
import { bindsWorkload } from './grants.ts'
import { binding, clusterBinding } from './rbac-examples.ts'
import { isReserved } from './reserved.ts'

const jo = '{ kind: User, name: jo, apiGroup: rbac.authorization.k8s.io }'

export const personBoundToAdminOrEdit: Control<'role-binding'> = {
  id: 'BH-0990',
  name: 'person-bound-to-admin-or-edit',
  title: 'People hold admin or edit for good',
  layer: 'identity',
  severity: 'low',
  confidence: 'possible',
  guarantees: ['containment'],
  barriers: ['A.rbac'],
  vector: 'misconfigured-container',
  references: ['trivy:KSV-0111'],
  rationale:
    'The roles admin and edit read every secret of a namespace and run commands in its containers. Hostile code that gets hold of one person’s token, from a notebook or a pipeline, has all of that until someone notices.',
  remediation:
    'Grant these roles for the time of a task (Entra Privileged Identity Management), and `view` otherwise.',
  applies: 'role-binding',
  when: (binding) => !isReserved(binding) && !bindsWorkload(binding),
  check: (binding) =>
    forbid(
      binding.roleName,
      (name) => name === 'admin' || name === 'edit',
      `${binding.kind} ${binding.name} gives people a role that reads every secret, for good.`,
    ),
  examples: {
    fail: [binding('ClusterRole', 'edit', jo), clusterBinding('admin', jo)],
    pass: [binding('ClusterRole', 'view', jo)],
    unknown: [],
  },
}
