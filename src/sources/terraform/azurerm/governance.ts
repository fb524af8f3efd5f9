import { blocks, type Field, json, keyed, number, same, text, truth, words } from './field.ts'
import type { TypeTable } from './type-table.ts'

function budget(scope: string): TypeTable {
  return {
    type: 'Microsoft.Consumption/budgets',
    fields: [
      text('name', 'name'),
      same('scope', scope),
      number('properties.amount', 'amount'),
      text('properties.timeGrain', 'time_grain'),
      keyed('properties.notifications', notificationFields, 'notification'),
    ],
  }
}

const notificationFields: readonly Field[] = [
  truth('enabled', 'enabled'),
  number('threshold', 'threshold'),
  text('thresholdType', 'threshold_type'),
  same('contactEmails', 'contact_emails'),
  same('contactGroups', 'contact_groups'),
  same('contactRoles', 'contact_roles'),
]

function assignment(scope: string): TypeTable {
  return {
    type: 'Microsoft.Authorization/policyAssignments',
    fields: [
      text('name', 'name'),
      same('scope', scope),
      same('properties.policyDefinitionId', 'policy_definition_id'),
      words('properties.enforcementMode', ['Default', 'DoNotEnforce'], 'enforce'),
      json('properties.parameters', 'parameters'),
    ],
  }
}

function exemption(scope: string): TypeTable {
  return {
    type: 'Microsoft.Authorization/policyExemptions',
    fields: [text('name', 'name'), same('scope', scope), text('properties.expiresOn', 'expires_on')],
  }
}

export const governanceTypes: Readonly<Record<string, TypeTable>> = {
  azurerm_consumption_budget_management_group: budget('management_group_id'),
  azurerm_consumption_budget_resource_group: budget('resource_group_id'),
  azurerm_consumption_budget_subscription: budget('subscription_id'),
  azurerm_data_protection_backup_vault: {
    type: 'Microsoft.DataProtection/backupVaults',
    fields: [
      text('name', 'name'),
      text('properties.securitySettings.immutabilitySettings.state', 'immutability'),
      text('properties.securitySettings.softDeleteSettings.state', 'soft_delete'),
    ],
  },
  azurerm_management_group_policy_assignment: assignment('management_group_id'),
  azurerm_management_group_policy_exemption: exemption('management_group_id'),
  azurerm_management_lock: {
    type: 'Microsoft.Authorization/locks',
    fields: [text('name', 'name'), same('scope', 'scope'), text('properties.level', 'lock_level')],
  },
  azurerm_resource_group_policy_assignment: assignment('resource_group_id'),
  azurerm_resource_group_policy_exemption: exemption('resource_group_id'),
  azurerm_resource_policy_assignment: assignment('resource_id'),
  azurerm_resource_policy_exemption: exemption('resource_id'),
  azurerm_role_definition: {
    type: 'Microsoft.Authorization/roleDefinitions',
    fields: [
      text('name', 'role_definition_id'),
      text('properties.roleName', 'name'),
      same('scope', 'scope'),
      blocks(
        'properties.permissions',
        [
          same('actions', 'actions'),
          same('notActions', 'not_actions'),
          same('dataActions', 'data_actions'),
          same('notDataActions', 'not_data_actions'),
        ],
        'permissions',
      ),
    ],
  },
  azurerm_subscription_policy_assignment: assignment('subscription_id'),
  azurerm_subscription_policy_exemption: exemption('subscription_id'),
}
