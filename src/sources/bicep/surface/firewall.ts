import { everyModule, withDiagnostics, withLock, withOutputs, withRoles } from './interfaces.ts'
import type { Surface } from './surface.ts'

export const firewallPolicy: Surface = {
  path: 'avm/res/network/firewall-policy',
  from: '0.3.0',
  before: '0.4.0',
  bicep: `
${everyModule}
param allowSqlRedirect bool = false
param basePolicyResourceId string?
param certificateName string?
param defaultWorkspaceResourceId string?
param enableProxy bool = false
param fqdns array?
param insightsIsEnabled bool = false
param intrusionDetection object?
param ipAddresses array?
param keyVaultSecretId string?
param managedIdentities object?
param retentionDays int = 365
param ruleCollectionGroups array?
param servers array?
param snat object?
param threatIntelMode string = 'Deny'
param tier string = 'Standard'
param workspaces array?

resource policy 'Microsoft.Network/firewallPolicies@2024-10-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    basePolicy: empty(basePolicyResourceId) ? null : { id: basePolicyResourceId }
    dnsSettings: enableProxy || servers != null ? { enableProxy: enableProxy, servers: servers ?? [] } : null
    intrusionDetection: intrusionDetection
    sku: { tier: tier }
    snat: snat
    sql: { allowSqlRedirect: allowSqlRedirect }
    threatIntelMode: threatIntelMode
    threatIntelWhitelist: { fqdns: fqdns ?? [], ipAddresses: ipAddresses ?? [] }
  }
}
resource groups 'Microsoft.Network/firewallPolicies/ruleCollectionGroups@2024-10-01' = [
  for each in (ruleCollectionGroups ?? []): {
    name: each.name
    parent: policy
    properties: {
      priority: each.priority
      ruleCollections: each.?ruleCollections ?? []
    }
  }
]
${withLock('policy')}
${withRoles('policy')}
${withOutputs('policy')}
`,
}

export const azureFirewall: Surface = {
  path: 'avm/res/network/azure-firewall',
  from: '0.8.0',
  before: '0.11.0',
  bicep: `
${everyModule}
param additionalProperties object?
param additionalPublicIpConfigurations array = []
param applicationRuleCollections array?
param autoscaleMaxCapacity int?
param autoscaleMinCapacity int?
param availabilityZones array = [1, 2, 3]
param azureSkuTier string = 'Standard'
param enableManagementNic bool = false
param extendedLocation object?
param firewallPolicyId string = ''
param firewallPrivateIpAddress string = ''
param hubIPAddresses object?
param maintenanceConfiguration object?
param managementIPAddressObject object = {}
param managementIPResourceID string = ''
param natRuleCollections array?
param networkRuleCollections array?
param publicIPAddressObject object = { name: '\${name}-pip' }
param publicIPResourceID string = ''
param threatIntelMode string = 'Deny'
param virtualHubResourceId string = ''
param virtualNetworkResourceId string = ''

var isInNetwork = !empty(virtualNetworkResourceId)
module ownAddress 'br:mcr.microsoft.com/bicep/avm/res/network/public-ip-address:0.13.0' = if (empty(publicIPResourceID) && isInNetwork) {
  params: {
    name: publicIPAddressObject.name
    ddosSettings: publicIPAddressObject.?ddosSettings
    diagnosticSettings: publicIPAddressObject.?diagnosticSettings
    lock: lock
    roleAssignments: publicIPAddressObject.?roleAssignments
    skuName: publicIPAddressObject.?skuName ?? 'Standard'
  }
}
module ownManagementAddress 'br:mcr.microsoft.com/bicep/avm/res/network/public-ip-address:0.13.0' = if (empty(managementIPResourceID) && isInNetwork && (azureSkuTier == 'Basic' || enableManagementNic)) {
  params: {
    name: managementIPAddressObject.?name ?? '\${name}-mip'
    ddosSettings: managementIPAddressObject.?ddosSettings
    diagnosticSettings: managementIPAddressObject.?diagnosticSettings
    lock: lock
    roleAssignments: managementIPAddressObject.?roleAssignments
    skuName: managementIPAddressObject.?skuName ?? 'Standard'
  }
}
var subnet = isInNetwork ? { id: '\${virtualNetworkResourceId}/subnets/AzureFirewallSubnet' } : null
var address = { id: empty(publicIPResourceID) ? ownAddress.?outputs.resourceId : publicIPResourceID }
var hubAddresses = empty(publicIPResourceID) && !empty(hubIPAddresses) ? hubIPAddresses : null
resource firewall 'Microsoft.Network/azureFirewalls@2025-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    additionalProperties: additionalProperties
    applicationRuleCollections: isInNetwork ? applicationRuleCollections ?? [] : null
    firewallPolicy: empty(firewallPolicyId) ? null : { id: firewallPolicyId }
    hubIPAddresses: isInNetwork ? null : hubAddresses
    ipConfigurations: isInNetwork || !empty(publicIPResourceID)
      ? concat(
          [{ name: 'first', properties: { subnet: subnet, publicIPAddress: address, privateIPAddress: empty(firewallPrivateIpAddress) ? null : firewallPrivateIpAddress } }],
          additionalPublicIpConfigurations
        )
      : null
    natRuleCollections: isInNetwork ? natRuleCollections ?? [] : null
    networkRuleCollections: isInNetwork ? networkRuleCollections ?? [] : null
    sku: { name: isInNetwork ? 'AZFW_VNet' : 'AZFW_Hub', tier: azureSkuTier }
    threatIntelMode: isInNetwork ? threatIntelMode : null
    virtualHub: isInNetwork || empty(virtualHubResourceId) ? null : { id: virtualHubResourceId }
  }
}
${withLock('firewall')}
${withDiagnostics('firewall')}
${withRoles('firewall')}
${withOutputs('firewall')}
output privateIp string = firewall.properties.ipConfigurations[0].properties.privateIPAddress
`,
}
