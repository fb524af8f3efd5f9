import { everyModule, withLock, withLogs, withOutputs, withRoles } from './interfaces.ts'
import type { Surface } from './surface.ts'

export const networkSecurityGroup: Surface = {
  path: 'avm/res/network/network-security-group',
  from: '0.2.0',
  before: '0.6.0',
  bicep: `
${everyModule}
param securityRules array?
param flushConnection bool = false

resource group 'Microsoft.Network/networkSecurityGroups@2025-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    flushConnection: flushConnection
    securityRules: map(securityRules ?? [], rule => {
      name: rule.name
      properties: {
        access: rule.properties.access
        description: rule.properties.?description ?? ''
        direction: rule.properties.direction
        priority: rule.properties.priority
        protocol: rule.properties.protocol
        destinationAddressPrefix: rule.properties.?destinationAddressPrefix ?? ''
        destinationAddressPrefixes: rule.properties.?destinationAddressPrefixes ?? []
        destinationApplicationSecurityGroups: map(
          rule.properties.?destinationApplicationSecurityGroupResourceIds ?? [],
          id => { id: id }
        )
        destinationPortRange: rule.properties.?destinationPortRange ?? ''
        destinationPortRanges: rule.properties.?destinationPortRanges ?? []
        sourceAddressPrefix: rule.properties.?sourceAddressPrefix ?? ''
        sourceAddressPrefixes: rule.properties.?sourceAddressPrefixes ?? []
        sourceApplicationSecurityGroups: map(
          rule.properties.?sourceApplicationSecurityGroupResourceIds ?? [],
          id => { id: id }
        )
        sourcePortRange: rule.properties.?sourcePortRange ?? ''
        sourcePortRanges: rule.properties.?sourcePortRanges ?? []
      }
    })
  }
}
${withLock('group')}
${withLogs('group')}
${withRoles('group')}
${withOutputs('group')}
`,
}
