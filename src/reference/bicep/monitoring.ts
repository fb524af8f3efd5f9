import { endpoint } from './endpoint.ts'

const workspace = `resource workspace 'Microsoft.OperationalInsights/workspaces@2025-02-01' = {
  name: 'log-\${name}'
  location: location
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: 180
    workspaceCapping: { dailyQuotaGb: 50 }
    features: { disableLocalAuth: true }
    publicNetworkAccessForIngestion: 'Disabled'
    publicNetworkAccessForQuery: 'Disabled'
  }
}

resource sentinel 'Microsoft.SecurityInsights/onboardingStates@2025-09-01' = {
  scope: workspace
  name: 'default'
  properties: { customerManagedKey: false }
}

// Logs come and are read through the network alone.
resource logAccess 'microsoft.insights/privateLinkScopes@2023-06-01-preview' = {
  name: 'ampls-\${name}'
  location: 'global'
  properties: {
    accessModeSettings: { ingestionAccessMode: 'PrivateOnly', queryAccessMode: 'PrivateOnly' }
  }
}

resource logAccessWorkspace 'microsoft.insights/privateLinkScopes/scopedResources@2023-06-01-preview' = {
  parent: logAccess
  name: 'workspace'
  properties: { linkedResourceId: workspace.id }
}
`

const alerts = `resource owners 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-\${name}'
  location: 'global'
  properties: {
    enabled: true
    groupShortName: 'platform'
    emailReceivers: [{ name: 'owner', emailAddress: owner }]
  }
}

// The cap keeps a flood of logs from the bill. Somebody has to hear of it: behind it detections read nothing.
resource capReached 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = {
  name: 'workspace-cap-reached'
  location: location
  properties: {
    enabled: true
    severity: 1
    scopes: [workspace.id]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT5M'
    criteria: {
      allOf: [
        {
          query: '_LogOperation | where Detail has "OverQuota"'
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: 0
        }
      ]
    }
    actions: { actionGroups: [owners.id] }
  }
}

// A token of a container that looks around: nobody else asks what it may do, and is refused so often.
resource refused 'Microsoft.SecurityInsights/alertRules@2025-09-01' = {
  scope: workspace
  name: guid(workspace.id, 'service-account-refused')
  kind: 'Scheduled'
  properties: {
    displayName: 'A service account is refused by the API server again and again'
    enabled: true
    severity: 'High'
    queryFrequency: 'PT5M'
    queryPeriod: 'PT1H'
    triggerOperator: 'GreaterThan'
    triggerThreshold: 0
    suppressionEnabled: false
    suppressionDuration: 'PT1H'
    tactics: ['Discovery', 'PrivilegeEscalation']
    query: '''
      AKSAuditAdmin
      | extend Account = tostring(User.username), Code = toint(ResponseStatus.code)
      | where Account startswith "system:serviceaccount:" and Code == 403
      | summarize Refused = count() by Account, bin(TimeGenerated, 1h)
      | where Refused > 10
    '''
  }
  dependsOn: [sentinel]
}
`

/** What each thing keeps of what it was asked. */
const logs: readonly (readonly [of: string, ...categories: string[]])[] = [
  ['cluster', 'kube-audit-admin', 'kube-apiserver', 'guard', 'cluster-autoscaler'],
  ['registry', 'ContainerRegistryLoginEvents', 'ContainerRegistryRepositoryEvents'],
  ['vault', 'AuditEvent'],
  [
    'firewall',
    'AZFWApplicationRule',
    'AZFWNetworkRule',
    'AZFWDnsQuery',
    'AZFWThreatIntel',
    'AZFWIdpsSignature',
  ],
]

function setting([of, ...categories]: (typeof logs)[number]): string {
  return `resource ${of}Logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: ${of}
  name: 'kept'
  properties: {
    workspaceId: workspace.id
    logAnalyticsDestinationType: 'Dedicated'
    logs: [
${categories.map((category) => `      { category: '${category}', enabled: true }\n`).join('')}    ]
  }
}
`
}

function lock(of: string): string {
  return `resource ${of}Lock 'Microsoft.Authorization/locks@2020-05-01' = {
  scope: ${of}
  name: 'kept'
  properties: { level: 'CanNotDelete' }
}
`
}

const monitorZones = [
  'privatelink.monitor.azure.com',
  'privatelink.oms.opinsights.azure.com',
  'privatelink.ods.opinsights.azure.com',
  'privatelink.agentsvc.azure-automation.net',
  'privatelink.blob.core.windows.net',
]

/** Who did what, and somebody who reads it; what must not be lost cannot be deleted in passing. */
export const monitoringSection: string = [
  workspace,
  endpoint({ symbol: 'monitor', of: 'logAccess', group: 'azuremonitor', zones: monitorZones }),
  alerts,
  ...logs.map(setting),
  ...['registry', 'vault', 'workspace', 'firewall'].map(lock),
].join('\n')
