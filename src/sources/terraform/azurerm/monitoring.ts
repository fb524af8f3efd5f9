import { blocks, type Field, number, fixed, opposite, same, text, truth, words } from './field.ts'
import type { TypeTable } from './type-table.ts'

export const settingFields: readonly Field[] = [
  text('name', 'name'),
  same('scope', 'target_resource_id'),
  same('properties.workspaceId', 'log_analytics_workspace_id'),
  text('properties.logAnalyticsDestinationType', 'log_analytics_destination_type'),
]

export const logFields: readonly Field[] = [
  text('category', 'category'),
  text('categoryGroup', 'category_group'),
  truth('enabled', 'enabled'),
]

const enabled = ['Enabled', 'Disabled'] as const

const scheduled: TypeTable = {
  type: 'Microsoft.SecurityInsights/alertRules',
  fields: [
    text('name', 'name'),
    same('scope', 'log_analytics_workspace_id'),
    truth('properties.enabled', 'enabled'),
    text('properties.query', 'query'),
  ],
}

export const monitoringTypes: Readonly<Record<string, TypeTable>> = {
  azurerm_log_analytics_workspace: {
    type: 'Microsoft.OperationalInsights/workspaces',
    fields: [
      text('name', 'name'),
      text('resourceGroup', 'resource_group_name'),
      number('properties.retentionInDays', 'retention_in_days'),
      number('properties.workspaceCapping.dailyQuotaGb', 'daily_quota_gb'),
      opposite('properties.features.disableLocalAuth', 'local_authentication_enabled'),
      truth('properties.features.disableLocalAuth', 'local_authentication_disabled'),
      text('properties.publicNetworkAccessForIngestion', 'internet_ingestion_access_type'),
      words('properties.publicNetworkAccessForIngestion', enabled, 'internet_ingestion_enabled'),
      text('properties.publicNetworkAccessForQuery', 'internet_query_access_type'),
      words('properties.publicNetworkAccessForQuery', enabled, 'internet_query_enabled'),
    ],
  },
  azurerm_monitor_activity_log_alert: {
    type: 'Microsoft.Insights/activityLogAlerts',
    fields: [
      text('name', 'name'),
      truth('properties.enabled', 'enabled'),
      blocks(
        'properties.condition.allOf',
        [fixed('field', 'operationName', 'operation_name'), text('equals', 'operation_name')],
        'criteria',
      ),
    ],
  },
  azurerm_monitor_scheduled_query_rules_alert: {
    type: 'Microsoft.Insights/scheduledQueryRules',
    fields: [
      text('name', 'name'),
      truth('properties.enabled', 'enabled'),
      text('properties.source.query', 'query'),
    ],
  },
  azurerm_monitor_scheduled_query_rules_alert_v2: {
    type: 'Microsoft.Insights/scheduledQueryRules',
    fields: [
      text('name', 'name'),
      truth('properties.enabled', 'enabled'),
      blocks('properties.criteria.allOf', [text('query', 'query')], 'criteria'),
    ],
  },
  azurerm_security_center_contact: {
    type: 'Microsoft.Security/securityContacts',
    fields: [
      text('name', 'name'),
      text('properties.emails', 'email'),
      words('properties.alertNotifications.state', ['On', 'Off'], 'alert_notifications'),
    ],
  },
  azurerm_security_center_subscription_pricing: {
    type: 'Microsoft.Security/pricings',
    fields: [
      text('name', 'resource_type'),
      text('properties.pricingTier', 'tier'),
      blocks('properties.extensions', [text('name', 'name')], 'extension'),
    ],
  },
  azurerm_sentinel_alert_rule_nrt: scheduled,
  azurerm_sentinel_alert_rule_scheduled: scheduled,
  azurerm_sentinel_log_analytics_workspace_onboarding: {
    type: 'Microsoft.SecurityInsights/onboardingStates',
    fields: [same('scope', 'workspace_id', 'workspace_name')],
  },
}
