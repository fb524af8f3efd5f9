import type { Control } from '../control.ts'
import { isEveryAction } from '../../link/azure-actions.ts'
import { every, forbid } from '../verdict.ts'
import { azure, block } from '../azure-examples.ts'

export const customRoleOverEverything: Control<'azure-role'> = {
  id: 'BH-1263',
  name: 'custom-role-over-everything',
  title: 'Role of one’s own may do everything',
  layer: 'identity',
  severity: 'high',
  guarantees: ['containment'],
  barriers: ['Z.scope'],
  vector: 'misconfigured-container',
  references: ['checkov:CKV_AZURE_39', 'trivy:AZU-0030', 'mcsb:PA-7'],
  rationale:
    'Who has a role with `*` has everything in its scope, what is added to Azure tomorrow as well; and it hides behind a harmless name.',
  remediation:
    'List the actions that are needed. Bicep and ARM: `properties.permissions[].actions`; Terraform: `permissions { actions }`.',
  applies: 'azure-role',
  check: ({ permissions, name }) =>
    every(
      permissions.flatMap(({ actions }) => actions),
      (action) => forbid(action, isEveryAction, `Role ${name} may do everything.`),
    ),
  examples: {
    fail: [
      azure('role_definition', block('permissions', 'actions = ["*"]')),
      azure('role_definition', block('permissions', 'actions = ["*/*"]')),
    ],
    pass: [
      azure(
        'role_definition',
        block('permissions', 'actions = ["Microsoft.Resources/subscriptions/resourceGroups/read"]'),
      ),
    ],
    unknown: [azure('role_definition', block('permissions', 'actions = var.unknown'))],
  },
}
