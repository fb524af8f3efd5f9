import { everyModule, withDiagnostics, withLock, withOutputs, withRoles } from './interfaces.ts'
import type { Surface } from './surface.ts'

export const publicAddress: Surface = {
  path: 'avm/res/network/public-ip-address',
  from: '0.9.0',
  before: '0.14.0',
  bicep: `
${everyModule}
param availabilityZones array = [1, 2, 3]
param ddosSettings object?
param deleteOption string?
param dnsSettings object?
param idleTimeoutInMinutes int = 4
param ipTags array?
param publicIPAddressVersion string = 'IPv4'
param publicIPAllocationMethod string = 'Static'
param publicIpPrefixResourceId string?
param skuName string = 'Standard'
param skuTier string = 'Regional'

resource address 'Microsoft.Network/publicIPAddresses@2025-01-01' = {
  name: name
  location: location
  tags: tags
  sku: { name: skuName, tier: skuTier }
  properties: {
    ddosSettings: ddosSettings
    dnsSettings: dnsSettings
    idleTimeoutInMinutes: idleTimeoutInMinutes
    ipTags: ipTags
    publicIPAddressVersion: publicIPAddressVersion
    publicIPAllocationMethod: publicIPAllocationMethod
    publicIPPrefix: empty(publicIpPrefixResourceId) ? null : { id: publicIpPrefixResourceId }
  }
}
${withLock('address')}
${withDiagnostics('address')}
${withRoles('address')}
${withOutputs('address')}
output ipAddress string = address.properties.ipAddress
`,
}
