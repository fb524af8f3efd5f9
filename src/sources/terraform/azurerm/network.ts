import { type Field, number, same, text, truth } from './field.ts'

export const networkFields: readonly Field[] = [
  text('name', 'name'),
  text('resourceGroup', 'resource_group_name'),
  same('properties.addressSpace.addressPrefixes', 'address_space'),
]

export const subnetFields: readonly Field[] = [
  text('name', 'name'),
  text('resourceGroup', 'resource_group_name'),
  same('properties.addressPrefixes', 'address_prefixes'),
  text('properties.addressPrefix', 'address_prefix'),
  same(
    'properties.networkSecurityGroup.id',
    'network_security_group_id',
    'network_security_group_id_wo',
    'security_group',
  ),
  same('properties.routeTable.id', 'route_table_id'),
  truth('properties.defaultOutboundAccess', 'default_outbound_access_enabled'),
]

export const groupFields: readonly Field[] = [
  text('name', 'name'),
  text('resourceGroup', 'resource_group_name'),
]

export const ruleFields: readonly Field[] = [
  text('name', 'name'),
  text('properties.access', 'access'),
  text('properties.direction', 'direction'),
  text('properties.protocol', 'protocol'),
  number('properties.priority', 'priority'),
  text('properties.sourceAddressPrefix', 'source_address_prefix'),
  same('properties.sourceAddressPrefixes', 'source_address_prefixes'),
  text('properties.destinationAddressPrefix', 'destination_address_prefix'),
  same('properties.destinationAddressPrefixes', 'destination_address_prefixes'),
  text('properties.destinationPortRange', 'destination_port_range'),
  same('properties.destinationPortRanges', 'destination_port_ranges'),
]

export const tableFields: readonly Field[] = [
  text('name', 'name'),
  text('resourceGroup', 'resource_group_name'),
]

export const routeFields: readonly Field[] = [
  text('name', 'name'),
  text('properties.addressPrefix', 'address_prefix'),
  text('properties.nextHopType', 'next_hop_type'),
]
