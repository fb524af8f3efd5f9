import type { DnsLink, DnsZone, PrivateConnection, PrivateEndpoint } from '../model/azure.ts'
import type { Known } from '../model/known.ts'
import type { Fields } from '../values/fields.ts'
import { metaOf, type ReadResource, referenceIn } from './resource.ts'

export function readPrivateEndpoint(read: ReadResource): PrivateEndpoint {
  const { properties, top } = read
  const connections = ['privateLinkServiceConnections', 'manualPrivateLinkServiceConnections']
  return {
    asset: 'private-endpoint',
    ...metaOf(read, 'Microsoft.Network/privateEndpoints'),
    subnet: referenceIn(properties.map('subnet'), 'id'),
    connections: connections.flatMap((key) => properties.list(key)).map(readConnection),
    zones: top
      .list('zoneGroups')
      .flatMap((group) => group.map('properties').list('privateDnsZoneConfigs'))
      .map((config) => referenceIn(config.map('properties'), 'privateDnsZoneId')),
  }
}

/**
 * The states of the private endpoints that a resource shows. The command line of Azure writes properties beside the id, the API
 * below `properties`.
 */
export function connectionStates(properties: Fields): readonly Known<string>[] {
  return properties.list('privateEndpointConnections').map((connection) => {
    const own = connection.map('properties')
    return (own.exists ? own : connection).map('privateLinkServiceConnectionState').text('status', 'Pending')
  })
}

function readConnection(connection: Fields): PrivateConnection {
  const properties = connection.map('properties')
  return { target: referenceIn(properties, 'privateLinkServiceId'), groups: properties.texts('groupIds') }
}

export function readDnsZone(read: ReadResource): DnsZone {
  return { asset: 'dns-zone', ...metaOf(read, 'Microsoft.Network/privateDnsZones') }
}

export function readDnsLink(read: ReadResource): DnsLink {
  return {
    asset: 'dns-link',
    ...metaOf(read, 'Microsoft.Network/privateDnsZones/virtualNetworkLinks'),
    zone: referenceIn(read.top, 'parent'),
    network: referenceIn(read.properties.map('virtualNetwork'), 'id'),
  }
}
