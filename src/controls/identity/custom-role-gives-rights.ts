import type { Control } from '../control.ts'
import { holdsAction, isEveryAction } from '../../link/azure-actions.ts'
import { valueOf } from '../../model/known.ts'
import { every, forbid } from '../verdict.ts'
import { azure, block } from '../azure-examples.ts'

export const customRoleGivesRights: Control<'azure-role'> = {
  id: 'BH-1264',
  name: 'custom-role-gives-rights',
  title: 'Role of one’s own gives rights to anybody',
  layer: 'identity',
  severity: 'high',
  guarantees: ['containment'],
  barriers: ['Z.scope'],
  vector: 'misconfigured-container',
  references: ['trivy:AZU-0052', 'mcsb:PA-7'],
  rationale:
    'Who may write role assignments or roles gives himself whatever he wants: the role is an owner by another name.',
  remediation:
    'Take the actions of `Microsoft.Authorization` out, but for reading. Bicep and ARM: `properties.permissions[].actions`; Terraform: `permissions { actions }`.',
  applies: 'azure-role',
  check: ({ permissions, name }) =>
    every(permissions, ({ actions, notActions }) => {
      const left = giving.filter(
        (action) => !notActions.some((not) => holdsAction(valueOf(not) ?? '', action)),
      )
      return every(actions, (action) =>
        forbid(action, (text) => givesOne(text, left), `Role ${name} may give rights to anybody.`),
      )
    }),
  examples: {
    fail: [
      azure(
        'role_definition',
        block('permissions', 'actions = ["Microsoft.Authorization/roleAssignments/write"]'),
      ),
      azure('role_definition', block('permissions', 'actions = ["Microsoft.Authorization/*"]')),
      azure('role_definition', block('permissions', 'actions = ["*/write"]')),
      azure('role_definition', block('permissions', 'actions = ["*/roleAssignments/*"]')),
    ],
    pass: [
      azure('role_definition', block('permissions', 'actions = ["Microsoft.Authorization/*/read"]')),
      azure(
        'role_definition',
        block('permissions', 'actions = ["*/write"]', 'not_actions = ["Microsoft.Authorization/*"]'),
      ),
    ],
    unknown: [azure('role_definition', block('permissions', 'actions = var.unknown'))],
  },
}

const giving = [
  'Microsoft.Authorization/roleAssignments/write',
  'Microsoft.Authorization/roleDefinitions/write',
]

/** Of a role that may do everything BH-1263 tells. */
function givesOne(pattern: string, rights: readonly string[]): boolean {
  return !isEveryAction(pattern) && rights.some((action) => holdsAction(pattern, action))
}
