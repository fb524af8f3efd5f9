/** What the module for clusters has taken in the same way ever since. */
export const clusterParameters: string = `
param dnsPrefix string = name
param networkDataplane string?
param networkPlugin string?
param networkPluginMode string?
param networkPolicy string?
param podCidr string?
param serviceCidr string?
param dnsServiceIP string?
param loadBalancerSku string = 'standard'
param managedOutboundIPCount int = 0
param allocatedOutboundPorts int = 0
param idleTimeoutInMinutes int = 30
param outboundPublicIPResourceIds array?
param outboundPublicIPPrefixResourceIds array?
param backendPoolType string = 'NodeIPConfiguration'
param outboundType string = 'loadBalancer'
param skuName string = 'Base'
param skuTier string = 'Standard'
param kubernetesVersion string?
param aksServicePrincipalProfile object?
param aadProfile object?
param enableRBAC bool = true
param disableLocalAccounts bool = true
param nodeResourceGroup string = '\${resourceGroup().name}_aks_\${name}_nodes'
param nodeResourceGroupProfile object?
param publicNetworkAccess string = 'Disabled'
param maintenanceConfigurations array?
param costAnalysisEnabled bool = false
param enableOidcIssuerProfile bool = false
param supportPlan string = 'KubernetesOfficial'
param diskEncryptionSetResourceId string?
param fluxExtension object?
param httpProxyConfig object?
param identityProfile object?
param dnsZoneResourceId string?
param enableDnsZoneContributorRoleAssignment bool = true
param defaultIngressControllerType string?
`

/** What it has always made of them. */
export const clusterProperties: string = `
    agentPoolProfiles: firstPools
    addonProfiles: addons
    disableLocalAccounts: disableLocalAccounts
    diskEncryptionSetID: diskEncryptionSetResourceId
    dnsPrefix: dnsPrefix
    enableRBAC: enableRBAC
    httpProxyConfig: httpProxyConfig
    identityProfile: identityProfile
    ingressProfile: {
      webAppRouting: {
        enabled: webApplicationRoutingEnabled
        dnsZoneResourceIds: empty(dnsZoneResourceId) ? null : [dnsZoneResourceId]
        nginx: empty(defaultIngressControllerType) ? null : { defaultIngressControllerType: defaultIngressControllerType }
      }
    }
    kubernetesVersion: kubernetesVersion
    metricsProfile: { costAnalysis: { enabled: skuTier == 'Free' ? false : costAnalysisEnabled } }
    nodeResourceGroup: nodeResourceGroup
    nodeResourceGroupProfile: nodeResourceGroupProfile
    oidcIssuerProfile: enableOidcIssuerProfile ? { enabled: true } : null
    publicNetworkAccess: publicNetworkAccess
    servicePrincipalProfile: aksServicePrincipalProfile
    storageProfile: storage
    supportPlan: supportPlan
`

export const networkProperties: string = `
      networkDataplane: networkDataplane
      networkPlugin: networkPlugin
      networkPluginMode: networkDataplane == 'cilium' ? 'overlay' : networkPluginMode
      networkPolicy: networkDataplane == 'cilium' ? 'cilium' : networkPolicy
      podCidr: podCidr
      serviceCidr: serviceCidr
      dnsServiceIP: dnsServiceIP
      outboundType: outboundType
      loadBalancerSku: loadBalancerSku
`

export const clusterAddons: string = `
param httpApplicationRoutingEnabled bool = false
param webApplicationRoutingEnabled bool = false
param ingressApplicationGatewayEnabled bool = false
param appGatewayResourceId string?
param aciConnectorLinuxEnabled bool = false
param azurePolicyEnabled bool = true
param azurePolicyVersion string = 'v2'
param openServiceMeshEnabled bool = false
param kubeDashboardEnabled bool = false
param enableKeyvaultSecretsProvider bool = false
param enableSecretRotation bool = false
param omsAgentEnabled bool = true
param omsAgentUseAADAuth bool = false
param monitoringWorkspaceResourceId string?
var hasMonitoring = omsAgentEnabled && !empty(monitoringWorkspaceResourceId)
var hasGateway = ingressApplicationGatewayEnabled && !empty(appGatewayResourceId)
var addons = {
  aciConnectorLinux: { enabled: aciConnectorLinuxEnabled }
  azureKeyvaultSecretsProvider: {
    enabled: enableKeyvaultSecretsProvider
    config: enableKeyvaultSecretsProvider ? { enableSecretRotation: toLower(string(enableSecretRotation)) } : null
  }
  azurepolicy: {
    enabled: azurePolicyEnabled
    config: azurePolicyEnabled ? { version: azurePolicyVersion } : null
  }
  httpApplicationRouting: { enabled: httpApplicationRoutingEnabled }
  ingressApplicationGateway: {
    enabled: hasGateway
    config: hasGateway ? { applicationGatewayId: appGatewayResourceId } : null
  }
  kubeDashboard: { enabled: kubeDashboardEnabled }
  omsagent: {
    enabled: hasMonitoring
    config: hasMonitoring
      ? {
          logAnalyticsWorkspaceResourceID: monitoringWorkspaceResourceId
          useAADAuth: omsAgentUseAADAuth ? 'true' : null
        }
      : null
  }
  openServiceMesh: { enabled: openServiceMeshEnabled }
}
`

export const clusterStorage: string = `
param enableStorageProfileBlobCSIDriver bool = false
param enableStorageProfileDiskCSIDriver bool = false
param enableStorageProfileFileCSIDriver bool = false
param enableStorageProfileSnapshotController bool = false
var storage = {
  blobCSIDriver: { enabled: enableStorageProfileBlobCSIDriver }
  diskCSIDriver: { enabled: costAnalysisEnabled && skuTier != 'Free' ? true : enableStorageProfileDiskCSIDriver }
  fileCSIDriver: { enabled: enableStorageProfileFileCSIDriver }
  snapshotController: { enabled: enableStorageProfileSnapshotController }
}
`

/** Windows of maintenance, Flux, and the right to write into the zone that names of applications stand in. */
export const clusterChildren: string = `
resource windows 'Microsoft.ContainerService/managedClusters/maintenanceConfigurations@2025-10-01' = [
  for each in (maintenanceConfigurations ?? []): {
    name: each.name
    parent: cluster
    properties: {
      maintenanceWindow: each.?maintenanceWindow
      notAllowedTime: each.?notAllowedTime
      timeInWeek: each.?timeInWeek
    }
  }
]
resource flux 'Microsoft.KubernetesConfiguration/extensions@2025-03-01' = if (!empty(fluxExtension)) {
  name: fluxExtension.?name ?? 'flux'
  scope: cluster
  properties: { extensionType: 'microsoft.flux' }
}
var zoneName = last(split(dnsZoneResourceId ?? '/none', '/'))
var zoneRole = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'befefa01-2a29-4197-83a8-272ff33ce314')
var writesNames = webApplicationRoutingEnabled && enableDnsZoneContributorRoleAssignment && dnsZoneResourceId != null
resource publicZone 'Microsoft.Network/dnsZones@2018-05-01' existing = if (writesNames && !isZonePrivate) {
  name: zoneName
}
resource privateZone 'Microsoft.Network/privateDnsZones@2024-06-01' existing = if (writesNames && isZonePrivate) {
  name: zoneName
}
resource publicZoneRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (writesNames && !isZonePrivate) {
  name: guid(publicZone.id, zoneRole, 'DNS Zone Contributor')
  properties: {
    roleDefinitionId: zoneRole
    principalId: cluster.properties.ingressProfile.webAppRouting.identity.objectId
    principalType: 'ServicePrincipal'
  }
  scope: publicZone
}
resource privateZoneRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (writesNames && isZonePrivate) {
  name: guid(privateZone.id, zoneRole, 'DNS Zone Contributor')
  properties: {
    roleDefinitionId: zoneRole
    principalId: cluster.properties.ingressProfile.webAppRouting.identity.objectId
    principalType: 'ServicePrincipal'
  }
  scope: privateZone
}
`

export const clusterOutputs: string = `
output systemAssignedMIPrincipalId string? = cluster.?identity.?principalId
output kubeletIdentityClientId string? = cluster.properties.?identityProfile.?kubeletidentity.?clientId
output kubeletIdentityObjectId string? = cluster.properties.?identityProfile.?kubeletidentity.?objectId
output kubeletIdentityResourceId string? = cluster.properties.?identityProfile.?kubeletidentity.?resourceId
output omsagentIdentityObjectId string? = cluster.properties.?addonProfiles.?omsagent.?identity.?objectId
output keyvaultIdentityObjectId string? = cluster.properties.?addonProfiles.?azureKeyvaultSecretsProvider.?identity.?objectId
output keyvaultIdentityClientId string? = cluster.properties.?addonProfiles.?azureKeyvaultSecretsProvider.?identity.?clientId
output ingressApplicationGatewayIdentityObjectId string? = cluster.properties.?addonProfiles.?ingressApplicationGateway.?identity.?objectId
output webAppRoutingIdentityObjectId string? = cluster.properties.?ingressProfile.?webAppRouting.?identity.?objectId
output oidcIssuerUrl string? = cluster.properties.?oidcIssuerProfile.?issuerURL
output controlPlaneFQDN string = cluster.properties.fqdn
`
