import { blocks, type Field, number, opposite, same, text, truth, words, wrapped } from './field.ts'
import type { TypeTable } from './type-table.ts'

export const networkFields: readonly Field[] = [
  text('name', 'name'),
  text('resourceGroup', 'resource_group_name'),
  same('properties.addressSpace.addressPrefixes', 'address_space'),
  truth('properties.enableDdosProtection', 'ddos_protection_plan.enable'),
]

export const subnetFields: readonly Field[] = [
  text('name', 'name'),
  text('resourceGroup', 'resource_group_name'),
  same('parent', 'virtual_network_name'),
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
  wrapped('properties.serviceEndpoints', 'service', 'service_endpoints'),
  blocks('properties.serviceEndpoints', [text('service', 'service')], 'service_endpoint'),
  wrapped('properties.serviceEndpointPolicies', 'id', 'service_endpoint_policy_ids'),
  text('properties.privateEndpointNetworkPolicies', 'private_endpoint_network_policies'),
  words(
    'properties.privateEndpointNetworkPolicies',
    ['Enabled', 'Disabled'],
    'private_endpoint_network_policies_enabled',
  ),
  // What it enforces is that they have no network policies.
  words(
    'properties.privateEndpointNetworkPolicies',
    ['Disabled', 'Enabled'],
    'enforce_private_link_endpoint_network_policies',
  ),
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
  text('properties.sourcePortRange', 'source_port_range'),
  same('properties.sourcePortRanges', 'source_port_ranges'),
  text('properties.destinationPortRange', 'destination_port_range'),
  same('properties.destinationPortRanges', 'destination_port_ranges'),
]

export const tableFields: readonly Field[] = [
  text('name', 'name'),
  text('resourceGroup', 'resource_group_name'),
  opposite('properties.disableBgpRoutePropagation', 'bgp_route_propagation_enabled'),
  truth('properties.disableBgpRoutePropagation', 'disable_bgp_route_propagation'),
]

export const routeFields: readonly Field[] = [
  text('name', 'name'),
  text('properties.addressPrefix', 'address_prefix'),
  text('properties.nextHopType', 'next_hop_type'),
  same('properties.nextHopIpAddress', 'next_hop_in_ip_address'),
]

/** What stands in or watches a network. */
export const networkTypes: Readonly<Record<string, TypeTable>> = {
  azurerm_network_watcher_flow_log: {
    type: 'Microsoft.Network/networkWatchers/flowLogs',
    fields: [
      text('name', 'name'),
      same('properties.targetResourceId', 'target_resource_id', 'network_security_group_id'),
      truth('properties.enabled', 'enabled'),
      truth('properties.retentionPolicy.enabled', 'retention_policy.enabled'),
      number('properties.retentionPolicy.days', 'retention_policy.days'),
      truth(
        'properties.flowAnalyticsConfiguration.networkWatcherFlowAnalyticsConfiguration.enabled',
        'traffic_analytics.enabled',
      ),
    ],
  },
  azurerm_private_dns_zone: {
    type: 'Microsoft.Network/privateDnsZones',
    fields: [text('name', 'name'), text('resourceGroup', 'resource_group_name')],
  },
  azurerm_private_dns_zone_virtual_network_link: {
    type: 'Microsoft.Network/privateDnsZones/virtualNetworkLinks',
    fields: [
      text('name', 'name'),
      same('parent', 'private_dns_zone_id', 'private_dns_zone_name'),
      same('properties.virtualNetwork.id', 'virtual_network_id'),
    ],
  },
  azurerm_private_endpoint: {
    type: 'Microsoft.Network/privateEndpoints',
    fields: [
      text('name', 'name'),
      text('resourceGroup', 'resource_group_name'),
      same('properties.subnet.id', 'subnet_id'),
      blocks(
        'properties.privateLinkServiceConnections',
        [
          same('properties.privateLinkServiceId', 'private_connection_resource_id'),
          same('properties.groupIds', 'subresource_names'),
        ],
        'private_service_connection',
      ),
      blocks(
        'zoneGroups',
        [wrapped('properties.privateDnsZoneConfigs', 'properties.privateDnsZoneId', 'private_dns_zone_ids')],
        'private_dns_zone_group',
      ),
    ],
  },
  azurerm_public_ip: {
    type: 'Microsoft.Network/publicIPAddresses',
    fields: [
      text('name', 'name'),
      text('resourceGroup', 'resource_group_name'),
      text('properties.ddosSettings.protectionMode', 'ddos_protection_mode'),
    ],
  },
  azurerm_virtual_network_peering: {
    type: 'Microsoft.Network/virtualNetworks/virtualNetworkPeerings',
    fields: [
      text('name', 'name'),
      same('parent', 'virtual_network_name'),
      same('properties.remoteVirtualNetwork.id', 'remote_virtual_network_id'),
      truth('properties.allowForwardedTraffic', 'allow_forwarded_traffic'),
      truth('properties.allowGatewayTransit', 'allow_gateway_transit'),
    ],
  },
  azurerm_web_application_firewall_policy: {
    type: 'Microsoft.Network/applicationGatewayWebApplicationFirewallPolicies',
    fields: [
      text('name', 'name'),
      words('properties.policySettings.state', ['Enabled', 'Disabled'], 'policy_settings.enabled'),
      text('properties.policySettings.mode', 'policy_settings.mode'),
    ],
  },
}
