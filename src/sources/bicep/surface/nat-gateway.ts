import { everyModule, withLock, withOutputs, withRoles } from './interfaces.ts'
import type { Surface } from './surface.ts'

function addresses(parameter: string, ending: string): string {
  return `
module ${parameter}Of 'br:mcr.microsoft.com/bicep/avm/res/network/public-ip-address:0.12.0' = [
  for each in (${parameter} ?? []): {
    params: {
      name: each.?name ?? '\${name}${ending}'
      ddosSettings: each.?ddosSettings
      diagnosticSettings: each.?diagnosticSettings
      lock: each.?lock ?? lock
      roleAssignments: each.?roleAssignments
      skuName: each.?skuName ?? natGatewaySku
    }
  }
]
`
}

export const natGateway: Surface = {
  path: 'avm/res/network/nat-gateway',
  from: '2.0.0',
  before: '3.0.0',
  bicep: `
${everyModule}
param availabilityZone int
param idleTimeoutInMinutes int = 5
param natGatewaySku string = 'Standard'
param publicIpResourceIds array = []
param publicIPPrefixResourceIds array = []
param publicIPAddresses array?
param publicIPAddressesV6 array?
param publicIPPrefixes array?
param publicIPPrefixesV6 array?
param publicIPPrefixResourceIdsV6 array = []
param publicIpResourceIdsV6 array = []

${addresses('publicIPAddresses', '-pip')}
${addresses('publicIPAddressesV6', '-pipv6')}
resource gateway 'Microsoft.Network/natGateways@2025-05-01' = {
  name: name
  location: location
  tags: tags
  sku: { name: natGatewaySku }
  properties: { idleTimeoutInMinutes: idleTimeoutInMinutes }
}
${withLock('gateway')}
${withRoles('gateway')}
${withOutputs('gateway')}
`,
}
