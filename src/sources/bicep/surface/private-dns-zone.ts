import { everyModule, withLock, withOutputs, withRoles } from './interfaces.ts'
import type { Surface } from './surface.ts'

/** Which records stand in a zone is judged by nothing. */
export const privateDnsZone: Surface = {
  path: 'avm/res/network/private-dns-zone',
  from: '0.3.0',
  before: '0.9.0',
  bicep: `
${everyModule}
param a array?
param aaaa array?
param cname array?
param mx array?
param ptr array?
param soa array?
param srv array?
param txt array?
param virtualNetworkLinks array?

resource zone 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: name
  location: 'global'
  tags: tags
}
resource links 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = [
  for each in (virtualNetworkLinks ?? []): {
    name: each.?name ?? '\${last(split(each.virtualNetworkResourceId, '/'))}-vnetlink'
    parent: zone
    location: 'global'
    properties: {
      registrationEnabled: each.?registrationEnabled ?? false
      virtualNetwork: { id: each.virtualNetworkResourceId }
    }
  }
]
${withLock('zone')}
${withRoles('zone')}
${withOutputs('zone')}
`,
}
