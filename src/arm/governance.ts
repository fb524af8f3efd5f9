import type {
  AzureRoleDefinition,
  BackupVault,
  Budget,
  BudgetNotification,
  PolicyAssignment,
  PolicyExemption,
  ResourceLock,
} from '../model/azure.ts'
import type { Origin } from '../model/origin.ts'
import type { Fields } from '../values/fields.ts'
import { decimalIn, metaOf, type ReadResource, referenceIn } from './resource.ts'

export function readBudget(read: ReadResource): Budget {
  const { properties, resource, top } = read
  const notifications = properties.map('notifications')
  return {
    asset: 'budget',
    ...metaOf(read, 'Microsoft.Consumption/budgets'),
    scope: referenceIn(top, 'scope'),
    amount: decimalIn(properties, 'amount'),
    timeGrain: properties.text('timeGrain', 'Monthly'),
    notifications: notifications.isHidden
      ? [readNotification(notifications, resource.origin)]
      : notifications.keys().map((key) => readNotification(notifications.map(key), resource.origin)),
  }
}

function readNotification(fields: Fields, parent: Origin): BudgetNotification {
  return {
    origin: fields.originOr(parent),
    enabled: fields.boolean('enabled', true),
    threshold: decimalIn(fields, 'threshold'),
    thresholdType: fields.text('thresholdType', 'Actual'),
    contacts: ['contactEmails', 'contactGroups', 'contactRoles'].flatMap((key) => fields.freeTexts(key)),
  }
}

export function readResourceLock(read: ReadResource): ResourceLock {
  const { properties, top } = read
  return {
    asset: 'resource-lock',
    ...metaOf(read, 'Microsoft.Authorization/locks'),
    scope: referenceIn(top, 'scope'),
    level: properties.optionalText('level'),
  }
}

export function readPolicyAssignment(read: ReadResource): PolicyAssignment {
  const { properties } = read
  const parameters = properties.map('parameters')
  return {
    asset: 'policy-assignment',
    ...metaOf(read, 'Microsoft.Authorization/policyAssignments'),
    definition: referenceIn(properties, 'policyDefinitionId'),
    enforcementMode: properties.text('enforcementMode', 'Default'),
    effect: parameters.map('effect').optionalText('value'),
    excludedNamespaces: parameters.map('excludedNamespaces').texts('value'),
  }
}

export function readPolicyExemption(read: ReadResource): PolicyExemption {
  return {
    asset: 'policy-exemption',
    ...metaOf(read, 'Microsoft.Authorization/policyExemptions'),
    expiresOn: read.properties.freeText('expiresOn', undefined),
  }
}

export function readRoleDefinition(read: ReadResource): AzureRoleDefinition {
  return {
    asset: 'azure-role',
    ...metaOf(read, 'Microsoft.Authorization/roleDefinitions'),
    roleName: read.properties.freeText('roleName', undefined),
    permissions: read.properties.list('permissions').map((permission) => ({
      actions: permission.texts('actions'),
      notActions: permission.texts('notActions'),
      dataActions: permission.texts('dataActions'),
      notDataActions: permission.texts('notDataActions'),
    })),
  }
}

export function readBackupVault(read: ReadResource): BackupVault {
  const security = read.properties.map('securitySettings')
  return {
    asset: 'backup-vault',
    ...metaOf(read, 'Microsoft.DataProtection/backupVaults'),
    immutability: security.map('immutabilitySettings').text('state', 'Disabled'),
    softDelete: security.map('softDeleteSettings').text('state', 'On'),
  }
}
