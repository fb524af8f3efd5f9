import {
  everyModule,
  withDiagnostics,
  withLock,
  withOutputs,
  withRoles,
  withRolesOfEach,
} from './interfaces.ts'
import type { Surface } from './surface.ts'

const subnets = `
resource subnetOf 'Microsoft.Network/virtualNetworks/subnets@2025-05-01' = [
  for each in (subnets ?? []): {
    name: each.name
    parent: network
    properties: {
      addressPrefix: each.?addressPrefix
      addressPrefixes: each.?addressPrefixes
      ipamPoolPrefixAllocations: each.?ipamPoolPrefixAllocations
      networkSecurityGroup: empty(each.?networkSecurityGroupResourceId) ? null : { id: each.networkSecurityGroupResourceId }
      routeTable: empty(each.?routeTableResourceId) ? null : { id: each.routeTableResourceId }
      natGateway: empty(each.?natGatewayResourceId) ? null : { id: each.natGatewayResourceId }
      defaultOutboundAccess: each.?defaultOutboundAccess
      delegations: empty(each.?delegation) ? [] : [
        { name: each.delegation, properties: { serviceName: each.delegation } }
      ]
      privateEndpointNetworkPolicies: each.?privateEndpointNetworkPolicies
      privateLinkServiceNetworkPolicies: each.?privateLinkServiceNetworkPolicies
      serviceEndpointPolicies: each.?serviceEndpointPolicies
      serviceEndpoints: map(each.?serviceEndpoints ?? [], service => { service: service })
      sharingScope: each.?sharingScope
    }
  }
]
${withRolesOfEach('subnetOf', 'subnets')}
output subnetNames array = map(subnets ?? [], each => each.name)
output subnetResourceIds array = map(subnets ?? [], each => '\${network.id}/subnets/\${each.name}')
`

const peerings = `
module peeringOf 'br:mcr.microsoft.com/bicep/avm/res/network/virtual-network/virtual-network-peering:0.1.0' = [
  for each in (peerings ?? []): {
    params: {
      localVnetName: network.name
      remoteVirtualNetworkResourceId: each.remoteVirtualNetworkResourceId
      name: each.?name
      allowForwardedTraffic: each.?allowForwardedTraffic
      allowGatewayTransit: each.?allowGatewayTransit
      allowVirtualNetworkAccess: each.?allowVirtualNetworkAccess
      doNotVerifyRemoteGateways: each.?doNotVerifyRemoteGateways
      useRemoteGateways: each.?useRemoteGateways
      enableOnlyIPv6Peering: each.?enableOnlyIPv6Peering
    }
  }
]
module peeringBack 'br:mcr.microsoft.com/bicep/avm/res/network/virtual-network/virtual-network-peering:0.1.0' = [
  for each in (peerings ?? []): if (each.?remotePeeringEnabled ?? false) {
    scope: resourceGroup(
      split(each.remoteVirtualNetworkResourceId, '/')[2],
      split(each.remoteVirtualNetworkResourceId, '/')[4]
    )
    params: {
      localVnetName: last(split(each.remoteVirtualNetworkResourceId, '/'))
      remoteVirtualNetworkResourceId: network.id
      name: each.?remotePeeringName
      allowForwardedTraffic: each.?remotePeeringAllowForwardedTraffic
      allowGatewayTransit: each.?remotePeeringAllowGatewayTransit
      allowVirtualNetworkAccess: each.?remotePeeringAllowVirtualNetworkAccess
      doNotVerifyRemoteGateways: each.?remotePeeringDoNotVerifyRemoteGateways
      useRemoteGateways: each.?remotePeeringUseRemoteGateways
      enableOnlyIPv6Peering: each.?enableOnlyIPv6Peering
    }
  }
]
`

export const virtualNetwork: Surface = {
  path: 'avm/res/network/virtual-network',
  from: '0.5.0',
  before: '0.8.0',
  bicep: `
${everyModule}
param addressPrefixes array
param ddosProtectionPlanResourceId string?
param dnsServers array?
param enablePrivateEndpointVNetPolicies string?
param enableVmProtection bool?
param flowTimeoutInMinutes int = 0
param ipAllocations array?
param ipamPoolNumberOfIpAddresses string?
param peerings array?
param subnets array?
param virtualNetworkBgpCommunity string?
param vnetEncryption bool = false
param vnetEncryptionEnforcement string = 'AllowUnencrypted'

var isFromPool = contains(addressPrefixes[0], '/Microsoft.Network/networkManagers/')
var pool = { pool: { id: addressPrefixes[0] }, numberOfIpAddresses: ipamPoolNumberOfIpAddresses }
resource network 'Microsoft.Network/virtualNetworks@2025-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    addressSpace: isFromPool ? { ipamPoolPrefixAllocations: [pool] } : { addressPrefixes: addressPrefixes }
    ddosProtectionPlan: empty(ddosProtectionPlanResourceId) ? null : { id: ddosProtectionPlanResourceId }
    dhcpOptions: empty(dnsServers) ? null : { dnsServers: dnsServers }
    enableDdosProtection: !empty(ddosProtectionPlanResourceId)
    enableVmProtection: enableVmProtection
    encryption: vnetEncryption ? { enabled: true, enforcement: vnetEncryptionEnforcement } : null
    flowTimeoutInMinutes: flowTimeoutInMinutes == 0 ? null : flowTimeoutInMinutes
  }
}
${subnets}
${peerings}
${withLock('network')}
${withDiagnostics('network')}
${withRoles('network')}
${withOutputs('network')}
`,
}

export const networkPeering: Surface = {
  path: 'avm/res/network/virtual-network/virtual-network-peering',
  from: '0.1.0',
  before: '0.3.0',
  bicep: `
param localVnetName string
param remoteVirtualNetworkResourceId string
param name string = 'peer-\${localVnetName}-\${last(split(remoteVirtualNetworkResourceId, '/'))}'
param allowForwardedTraffic bool = true
param allowGatewayTransit bool = false
param allowVirtualNetworkAccess bool = true
param doNotVerifyRemoteGateways bool = true
param enableOnlyIPv6Peering bool = false
param enableTelemetry bool = true
param useRemoteGateways bool = false

resource network 'Microsoft.Network/virtualNetworks@2025-05-01' existing = {
  name: localVnetName
}
resource peering 'Microsoft.Network/virtualNetworks/virtualNetworkPeerings@2025-05-01' = {
  name: name
  parent: network
  properties: {
    allowForwardedTraffic: allowForwardedTraffic
    allowGatewayTransit: allowGatewayTransit
    allowVirtualNetworkAccess: allowVirtualNetworkAccess
    doNotVerifyRemoteGateways: doNotVerifyRemoteGateways
    enableOnlyIPv6Peering: enableOnlyIPv6Peering
    remoteVirtualNetwork: { id: remoteVirtualNetworkResourceId }
    useRemoteGateways: useRemoteGateways
  }
}
output name string = peering.name
output resourceId string = peering.id
output resourceGroupName string = resourceGroup().name
`,
}
