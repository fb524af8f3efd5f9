import { everyModule, withLock, withOutputs, withRoles } from './interfaces.ts'
import type { Surface } from './surface.ts'

export const privateEndpoint: Surface = {
  path: 'avm/res/network/private-endpoint',
  from: '0.7.0',
  before: '0.13.0',
  bicep: `
${everyModule}
param subnetResourceId string
param applicationSecurityGroupResourceIds array?
param customNetworkInterfaceName string?
param ipConfigurations array?
param ipVersionType string = 'IPv4'
param privateDnsZoneGroup object?
param customDnsConfigs array?
param privateLinkServiceConnections array?
param manualPrivateLinkServiceConnections array?

resource endpoint 'Microsoft.Network/privateEndpoints@2025-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    applicationSecurityGroups: map(applicationSecurityGroupResourceIds ?? [], id => { id: id })
    customDnsConfigs: customDnsConfigs ?? []
    customNetworkInterfaceName: customNetworkInterfaceName ?? ''
    ipConfigurations: ipConfigurations ?? []
    ipVersionType: ipVersionType
    privateLinkServiceConnections: privateLinkServiceConnections ?? []
    manualPrivateLinkServiceConnections: manualPrivateLinkServiceConnections ?? []
    subnet: { id: subnetResourceId }
  }
}

resource zones 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-05-01' = if (!empty(privateDnsZoneGroup)) {
  name: privateDnsZoneGroup.?name ?? 'default'
  parent: endpoint
  properties: {
    privateDnsZoneConfigs: map(privateDnsZoneGroup!.privateDnsZoneGroupConfigs, each => {
      name: each.?name ?? last(split(each.privateDnsZoneResourceId, '/'))
      properties: { privateDnsZoneId: each.privateDnsZoneResourceId }
    })
  }
}
${withLock('endpoint')}
${withRoles('endpoint')}
${withOutputs('endpoint')}
`,
}
