import {
  everyModule,
  withDiagnostics,
  withIdentities,
  withLock,
  withOutputs,
  withRoles,
  withRolesOfEach,
} from './interfaces.ts'
import type { Surface } from './surface.ts'

export const logWorkspace: Surface = {
  path: 'avm/res/operational-insights/workspace',
  from: '0.11.2',
  before: '0.14.0',
  bicep: `
${everyModule}
${withIdentities}
param dailyQuotaGb string = '-1'
param dataExports array?
param dataRetention int = 365
param dataSources array?
param defaultDataCollectionRuleResourceId string?
param features object?
param forceCmkForQuery bool = true
param gallerySolutions array?
param linkedServices array?
param linkedStorageAccounts array?
param onboardWorkspaceToSentinel bool = false
param publicNetworkAccessForIngestion string = 'Enabled'
param publicNetworkAccessForQuery string = 'Enabled'
param replication object?
param savedSearches array?
param skuCapacityReservationLevel int = 100
param skuName string = 'PerGB2018'
param storageInsightsConfigs array?
param tables array?

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: name
  location: location
  tags: tags
  identity: identity
  properties: {
    features: {
      disableLocalAuth: features.?disableLocalAuth ?? true
      enableDataExport: features.?enableDataExport
      enableLogAccessUsingOnlyResourcePermissions: features.?enableLogAccessUsingOnlyResourcePermissions ?? false
      immediatePurgeDataOn30Days: features.?immediatePurgeDataOn30Days
    }
    forceCmkForQuery: forceCmkForQuery
    publicNetworkAccessForIngestion: publicNetworkAccessForIngestion
    publicNetworkAccessForQuery: publicNetworkAccessForQuery
    replication: replication
    retentionInDays: dataRetention
    sku: { name: skuName }
    workspaceCapping: { dailyQuotaGb: json(dailyQuotaGb) }
  }
}
resource tableOf 'Microsoft.OperationalInsights/workspaces/tables@2025-07-01' = [
  for each in (tables ?? []): {
    name: each.name
    parent: workspace
    properties: { plan: each.?plan }
  }
]
${withRolesOfEach('tableOf', 'tables')}
var hasSentinel = !empty(filter(gallerySolutions ?? [], each => startsWith(each.name, 'SecurityInsights')))
resource sentinel 'Microsoft.SecurityInsights/onboardingStates@2025-09-01' = if (hasSentinel && onboardWorkspaceToSentinel) {
  name: 'default'
  scope: workspace
  properties: {}
}
${withLock('workspace')}
${withDiagnostics('workspace')}
${withRoles('workspace')}
${withOutputs('workspace')}
output logAnalyticsWorkspaceId string = workspace.properties.customerId
output systemAssignedMIPrincipalId string? = workspace.?identity.?principalId
`,
}
