import type {
  ActivityAlert,
  DefenderPlan,
  DiagnosticSetting,
  LogAlert,
  LogWorkspace,
  SecurityContact,
  SentinelOnboarding,
  SentinelRule,
} from '../model/azure.ts'
import { isKnown, type Known, mapKnown, override, valueOf } from '../model/known.ts'
import type { Fields } from '../values/fields.ts'
import { decimalIn, metaOf, type ReadResource, referenceIn } from './resource.ts'

export function readDiagnosticSetting(read: ReadResource): DiagnosticSetting {
  const { properties, top } = read
  return {
    asset: 'diagnostic-setting',
    ...metaOf(read, 'Microsoft.Insights/diagnosticSettings'),
    scope: referenceIn(top, 'scope'),
    workspace: referenceIn(properties, 'workspaceId'),
    destinationType: properties.optionalText('logAnalyticsDestinationType'),
    logs: properties.list('logs').map((log) => ({
      category: override(log.optionalText('category'), log.optionalText('categoryGroup')),
      enabled: log.boolean('enabled', true),
    })),
  }
}

/** Microsoft.OperationalInsights 2025-02-01, with its defaults. */
export function readLogWorkspace(read: ReadResource): LogWorkspace {
  const { properties } = read
  return {
    asset: 'log-workspace',
    ...metaOf(read, 'Microsoft.OperationalInsights/workspaces'),
    retentionInDays: properties.integer('retentionInDays', 30),
    dailyQuota: mapKnown(
      decimalIn(properties.map('workspaceCapping'), 'dailyQuotaGb'),
      (quota) => quota ?? -1,
    ),
    disableLocalAuth: properties.map('features').boolean('disableLocalAuth', false),
    publicIngestion: properties.text('publicNetworkAccessForIngestion', 'Enabled'),
    publicQuery: properties.text('publicNetworkAccessForQuery', 'Enabled'),
  }
}

export function readSentinelOnboarding(read: ReadResource): SentinelOnboarding {
  return {
    asset: 'sentinel-onboarding',
    ...metaOf(read, 'Microsoft.SecurityInsights/onboardingStates'),
    workspace: referenceIn(read.top, 'scope'),
  }
}

export function readSentinelRule(read: ReadResource): SentinelRule {
  const { properties, top } = read
  return {
    asset: 'sentinel-rule',
    ...metaOf(read, 'Microsoft.SecurityInsights/alertRules'),
    workspace: referenceIn(top, 'scope'),
    enabled: properties.boolean('enabled', true),
    query: properties.freeText('query', undefined),
  }
}

export function readDefenderPlan(read: ReadResource): DefenderPlan {
  const { properties } = read
  return {
    asset: 'defender-plan',
    ...metaOf(read, 'Microsoft.Security/pricings'),
    tier: properties.text('pricingTier', 'Free'),
    extensions: properties.list('extensions').map((extension) => ({
      name: extension.optionalText('name'),
      enabled: isOn(extension, 'isEnabled'),
    })),
  }
}

/** ARM has the texts `True` and `False` there. */
function isOn(fields: Fields, key: string): Known<boolean> {
  return mapKnown(fields.freeText(key, 'true'), (text) => text.toLowerCase() === 'true')
}

export function readSecurityContact(read: ReadResource): SecurityContact {
  const { properties } = read
  const state = properties.map('alertNotifications').optionalText('state')
  const sources = properties.list('notificationsSources').map((source) => source.text('sourceType', ''))
  // API 2023-12-01 and later; before, a contact was there or not.
  const isEnabled = properties.boolean('isEnabled', true)
  const isTold = mapKnown(
    state,
    (text) => text?.toLowerCase() === 'on' || sources.some((source) => valueOf(source) === 'Alert'),
  )
  return {
    asset: 'security-contact',
    ...metaOf(read, 'Microsoft.Security/securityContacts'),
    emails: override(properties.optionalText('emails'), properties.optionalText('email')),
    notifications: isKnown(isEnabled, true) ? isTold : isEnabled,
  }
}

export function readLogAlert(read: ReadResource): LogAlert {
  const { properties } = read
  const first = properties.map('source').freeText('query', undefined)
  return {
    asset: 'log-alert',
    ...metaOf(read, 'Microsoft.Insights/scheduledQueryRules'),
    enabled: properties.boolean('enabled', true),
    // Versions before 2020 of the API had one query, in `source`.
    queries: [
      first,
      ...properties
        .map('criteria')
        .list('allOf')
        .map((criterion) => criterion.freeText('query', undefined)),
    ],
  }
}

export function readActivityAlert(read: ReadResource): ActivityAlert {
  const { properties } = read
  return {
    asset: 'activity-alert',
    ...metaOf(read, 'Microsoft.Insights/activityLogAlerts'),
    enabled: properties.boolean('enabled', true),
    operations: properties
      .map('condition')
      .list('allOf')
      .filter((leaf) => valueOf(leaf.text('field', ''))?.toLowerCase() === 'operationname')
      .map((leaf) => leaf.optionalText('equals')),
  }
}
