import type {
  NetworkPeering,
  PublicAddress,
  RouteTable,
  SecurityGroup,
  SecurityRule,
  Subnet,
  VirtualNetwork,
} from '../model/azure.ts'
import { hidden, stated, type Known, valueOf } from '../model/known.ts'
import type { Origin } from '../model/origin.ts'
import type { Fields } from '../values/fields.ts'
import { metaOf, type ReadResource, referenceIn } from './resource.ts'

/** Microsoft.Network 2025-05-01, with its defaults. */
export function readVirtualNetwork(read: ReadResource): VirtualNetwork {
  return {
    asset: 'virtual-network',
    ...metaOf(read, 'Microsoft.Network/virtualNetworks'),
    addressPrefixes: read.properties.map('addressSpace').texts('addressPrefixes'),
    hasDdosPlan: read.properties.boolean('enableDdosProtection', false),
  }
}

export function readPublicAddress(read: ReadResource): PublicAddress {
  return {
    asset: 'public-address',
    ...metaOf(read, 'Microsoft.Network/publicIPAddresses'),
    ddosProtection: read.properties.map('ddosSettings').text('protectionMode', 'VirtualNetworkInherited'),
  }
}

export function readSubnet(read: ReadResource): Subnet {
  const { properties, top } = read
  return {
    asset: 'subnet',
    ...metaOf(read, 'Microsoft.Network/virtualNetworks/subnets'),
    network: referenceIn(top, 'parent'),
    addressPrefixes: oneOrMany(properties, 'addressPrefix', 'addressPrefixes'),
    securityGroup: referenceIn(properties.map('networkSecurityGroup'), 'id'),
    routeTable: referenceIn(properties.map('routeTable'), 'id'),
    natGateway: referenceIn(properties.map('natGateway'), 'id'),
    defaultOutboundAccess: properties.boolean('defaultOutboundAccess', true),
    serviceEndpoints: properties.list('serviceEndpoints').map((each) => each.text('service', '')),
    endpointPolicies: properties.list('serviceEndpointPolicies').map((each) => each.freeText('id', '')),
    privateEndpointPolicies: properties.text('privateEndpointNetworkPolicies', 'Disabled'),
  }
}

export function readPeering(read: ReadResource): NetworkPeering {
  const { properties, top } = read
  return {
    asset: 'network-peering',
    ...metaOf(read, 'Microsoft.Network/virtualNetworks/virtualNetworkPeerings'),
    network: referenceIn(top, 'parent'),
    remoteNetwork: referenceIn(properties.map('remoteVirtualNetwork'), 'id'),
    allowForwardedTraffic: properties.boolean('allowForwardedTraffic', false),
    allowGatewayTransit: properties.boolean('allowGatewayTransit', false),
  }
}

export function readSecurityGroup(read: ReadResource): SecurityGroup {
  const { properties, resource } = read
  return {
    asset: 'security-group',
    ...metaOf(read, 'Microsoft.Network/networkSecurityGroups'),
    rules: properties.list('securityRules').map((rule) => readRule(rule, resource.origin)),
  }
}

function readRule(rule: Fields, parent: Origin): SecurityRule {
  const properties = rule.map('properties')
  return {
    origin: rule.originOr(parent),
    access: among(accesses, properties.text('access', 'Allow')),
    direction: among(directions, properties.text('direction', 'Inbound')),
    protocol: among(protocols, properties.text('protocol', '*')),
    priority: properties.optionalInteger('priority'),
    sources: oneOrMany(properties, 'sourceAddressPrefix', 'sourceAddressPrefixes'),
    destinations: oneOrMany(properties, 'destinationAddressPrefix', 'destinationAddressPrefixes'),
    sourcePorts: oneOrMany(properties, 'sourcePortRange', 'sourcePortRanges').flatMap(portsIn),
    destinationPorts: oneOrMany(properties, 'destinationPortRange', 'destinationPortRanges').flatMap(portsIn),
  }
}

const accesses = new Set(['allow', 'deny'])
const directions = new Set(['inbound', 'outbound'])
const protocols = new Set(['*', 'ah', 'esp', 'icmp', 'tcp', 'udp'])

/** Azure refuses other words: what somebody meant by them nobody knows. */
function among(words: ReadonlySet<string>, known: Known<string>): Known<string> {
  if (known.state !== 'stated' || words.has(known.value.toLowerCase())) return known
  return hidden(`it is none of ${[...words].join(', ')}`, known.origin)
}

/** `*`, `22` or `20-30`; people list several in one text, too. */
function portsIn(known: Known<string>): readonly Known<string>[] {
  if (known.state !== 'stated') return [known]
  return known.value.split(',').map((text) => {
    const ports = text.trim()
    const isRange = ports === '*' || /^\d+(?:\s*-\s*\d+)?$/.test(ports)
    return isRange ? stated(ports, known.origin) : hidden('it is no port and no range of ports', known.origin)
  })
}

/** ARM has a field for one value beside one for several. */
function oneOrMany(fields: Fields, one: string, many: string): readonly Known<string>[] {
  const single = fields.numberOrText(one, '')
  const isThere = single.state === 'hidden' || valueOf(single) !== ''
  return [
    ...(isThere ? [single] : []),
    ...(fields.isHidden ? [] : fields.nodes(many).map((node) => fields.textAt(node))),
  ]
}

export function readRouteTable(read: ReadResource): RouteTable {
  const { properties, resource } = read
  return {
    asset: 'route-table',
    ...metaOf(read, 'Microsoft.Network/routeTables'),
    routes: properties.list('routes').map((route) => ({
      origin: route.originOr(resource.origin),
      addressPrefix: route.map('properties').text('addressPrefix', ''),
      nextHopType: route.map('properties').text('nextHopType', ''),
      nextHopAddress: referenceIn(route.map('properties'), 'nextHopIpAddress'),
    })),
    disableBgpPropagation: properties.boolean('disableBgpRoutePropagation', false),
  }
}
