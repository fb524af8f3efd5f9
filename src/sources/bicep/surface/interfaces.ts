import { azureRoles } from '../../../knowledge/azure-roles.ts'

/** What all modules of Azure Verified Modules take in the same way: https://azure.github.io/Azure-Verified-Modules/specs/bcp/res/interfaces. */
export const everyModule: string = `
param name string
param location string = resourceGroup().location
param tags object?
param enableTelemetry bool = true
`

const roleIds = Object.entries(azureRoles).map(([name, { id }]) => `  '${name}': '${id}'\n`)

const roleNames = `
var roleIds = {
${roleIds.join('')}}
`

const definitions = "'Microsoft.Authorization/roleDefinitions'"

/** The id of the role that a parameter names, as the variable `role`. */
export function chosenRole(parameter: string): string {
  return `${roleNames}
var role = ${roleIn(parameter)}
`
}

/** The id of the role that an assignment names. */
function roleOf(assignment: string): string {
  return roleIn(`${assignment}.roleDefinitionIdOrName`)
}

function roleIn(given: string): string {
  const named = `roleIds[?toLower(${given})] ?? ${given}`
  return `contains(${given}, '/roleDefinitions/') ? ${given} : subscriptionResourceId(${definitions}, ${named})`
}

/** `roleAssignments`, over the resource of a symbolic name. */
export function withRoles(symbol: string): string {
  return `
param roleAssignments array?
${roleNames}
resource ${symbol}Roles 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for each in (roleAssignments ?? []): {
    name: each.?name ?? guid(${symbol}.id, each.principalId, ${roleOf('each')})
    properties: {
      roleDefinitionId: ${roleOf('each')}
      principalId: each.principalId
      principalType: each.?principalType
      condition: each.?condition
    }
    scope: ${symbol}
  }
]
`
}

/** The `roleAssignments` of each item of a list, over the resource that a loop makes of it. */
export function withRolesOfEach(symbol: string, list: string): string {
  return `
var ${symbol}Given = flatten(map(${list} ?? [], (each, at) => map(each.?roleAssignments ?? [], role => { at: at, role: role })))
resource ${symbol}Roles 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for each in ${symbol}Given: {
    name: each.role.?name ?? guid(${symbol}[each.at].id, each.role.principalId, ${roleOf('each.role')})
    properties: {
      roleDefinitionId: ${roleOf('each.role')}
      principalId: each.role.principalId
      principalType: each.role.?principalType
      condition: each.role.?condition
    }
    scope: ${symbol}[each.at]
  }
]
`
}

export function withLock(symbol: string): string {
  return `
param lock object?
resource ${symbol}Lock 'Microsoft.Authorization/locks@2020-05-01' = if (!empty(lock ?? {}) && lock.?kind != 'None') {
  name: lock.?name ?? 'lock-\${name}'
  properties: {
    level: lock.?kind ?? ''
    notes: lock.?notes
  }
  scope: ${symbol}
}
`
}

const everyLog = "[{ categoryGroup: 'allLogs' }]"
const everyMetric = "[{ category: 'AllMetrics' }]"

/** `diagnosticSettings`, of a resource that has logs and metrics. Of the one where only the other is chosen, all were taken and later none. */
export function withDiagnostics(symbol: string): string {
  return diagnostics(symbol, {
    logs: `each.?logCategoriesAndGroups ?? (empty(each.?metricCategories) ? ${everyLog} : differsByVersion)`,
    metrics: `each.?metricCategories ?? (empty(each.?logCategoriesAndGroups) ? ${everyMetric} : differsByVersion)`,
  })
}

/** `diagnosticSettings`, of a resource that has no metrics. */
export function withLogs(symbol: string): string {
  return diagnostics(symbol, { logs: `each.?logCategoriesAndGroups ?? ${everyLog}`, metrics: '[]' })
}

interface Streams {
  readonly logs: string
  readonly metrics: string
}

function diagnostics(symbol: string, { logs, metrics }: Streams): string {
  return `
param diagnosticSettings array?
resource ${symbol}Diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = [
  for each in (diagnosticSettings ?? []): {
    name: each.?name ?? '\${name}-diagnosticSettings'
    properties: {
      storageAccountId: each.?storageAccountResourceId
      workspaceId: each.?useThisWorkspace ?? false ? ${symbol}.id : each.?workspaceResourceId
      eventHubAuthorizationRuleId: each.?eventHubAuthorizationRuleResourceId
      eventHubName: each.?eventHubName
      marketplacePartnerId: each.?marketplacePartnerResourceId
      logAnalyticsDestinationType: each.?logAnalyticsDestinationType
      logs: map(${logs}, log => {
        category: log.?category
        categoryGroup: log.?categoryGroup
        enabled: log.?enabled ?? true
      })
      metrics: map(${metrics}, metric => {
        category: metric.category
        enabled: metric.?enabled ?? true
      })
    }
    scope: ${symbol}
  }
]
`
}

/** `managedIdentities`, as what a resource says of its identity. */
export const withIdentities: string = `
param managedIdentities object?
var ownIdentities = managedIdentities.?userAssignedResourceIds ?? []
var isSystemAssigned = managedIdentities.?systemAssigned ?? false
var identity = empty(managedIdentities) ? null : {
  type: isSystemAssigned
    ? (empty(ownIdentities) ? 'SystemAssigned' : 'SystemAssigned, UserAssigned')
    : (empty(ownIdentities) ? 'None' : 'UserAssigned')
  userAssignedIdentities: empty(ownIdentities) ? null : toObject(ownIdentities, id => id, id => {})
}
`

/** `privateEndpoints`: each is what the module for one declares. */
export function withEndpoints(symbol: string, service: string): string {
  const group = `each.?resourceGroupResourceId ?? resourceGroup().id`
  const connection = `[
        {
          name: each.?privateLinkServiceConnectionName ?? '\${name}-\${each.?service ?? '${service}'}-\${index}'
          properties: {
            privateLinkServiceId: ${symbol}.id
            groupIds: [each.?service ?? '${service}']
          }
        }
      ]`
  return `
param privateEndpoints array?
module ${symbol}Endpoints 'br:mcr.microsoft.com/bicep/avm/res/network/private-endpoint:0.11.0' = [
  for (each, index) in (privateEndpoints ?? []): {
    scope: resourceGroup(split(${group}, '/')[2], split(${group}, '/')[4])
    params: {
      name: each.?name ?? 'pep-\${name}-\${each.?service ?? '${service}'}-\${index}'
      location: each.?location
      lock: each.?lock ?? lock
      subnetResourceId: each.subnetResourceId
      privateDnsZoneGroup: each.?privateDnsZoneGroup
      roleAssignments: each.?roleAssignments
      privateLinkServiceConnections: each.?isManualConnection == true ? null : ${connection}
      manualPrivateLinkServiceConnections: each.?isManualConnection == true ? ${connection} : null
    }
  }
]
output privateEndpoints array = [
  for (each, index) in (privateEndpoints ?? []): {
    name: ${symbol}Endpoints[index].outputs.name
    resourceId: ${symbol}Endpoints[index].outputs.resourceId
  }
]
`
}

/** What all modules tell of the resource that they are about. */
export function withOutputs(symbol: string): string {
  return `
output name string = ${symbol}.name
output resourceId string = ${symbol}.id
output resourceGroupName string = resourceGroup().name
output location string = ${symbol}.location
`
}
