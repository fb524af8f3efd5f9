/** A private endpoint: what it leads to, and the zones in which its name is. */
interface Endpoint {
  readonly symbol: string
  readonly of: string
  readonly group: string
  readonly zones: readonly string[]
}

/** The endpoint with its zones, each linked to the network. */
export function endpoint({ symbol, of, group, zones }: Endpoint): string {
  return `var ${symbol}Zones = [
${zones.map((zone) => `  '${zone}'\n`).join('')}]

resource ${symbol}Zone 'Microsoft.Network/privateDnsZones@2024-06-01' = [
  for zone in ${symbol}Zones: {
    name: zone
    location: 'global'
  }
]

resource ${symbol}Link 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = [
  for (zone, index) in ${symbol}Zones: {
    parent: ${symbol}Zone[index]
    name: 'platform'
    location: 'global'
    properties: {
      registrationEnabled: false
      virtualNetwork: { id: network.id }
    }
  }
]
${connection({ symbol, of, group })}`
}

function connection({ symbol, of, group }: Omit<Endpoint, 'zones'>): string {
  return `
resource ${symbol}Endpoint 'Microsoft.Network/privateEndpoints@2025-01-01' = {
  name: 'pe-\${name}-${symbol}'
  location: location
  properties: {
    subnet: { id: endpointsSubnet.id }
    privateLinkServiceConnections: [
      {
        name: '${symbol}'
        properties: {
          privateLinkServiceId: ${of}.id
          groupIds: ['${group}']
        }
      }
    ]
  }
}

resource ${symbol}Names 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-01-01' = {
  parent: ${symbol}Endpoint
  name: '${symbol}'
  properties: {
    privateDnsZoneConfigs: [
      for (zone, index) in ${symbol}Zones: {
        name: replace(zone, '.', '-')
        properties: { privateDnsZoneId: ${symbol}Zone[index].id }
      }
    ]
  }
}
`
}
