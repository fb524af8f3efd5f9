import { blocks, type Field, fixed, number, same, text, truth } from './field.ts'
import type { TypeTable } from './type-table.ts'

const applicationRule: readonly Field[] = [
  text('name', 'name'),
  fixed('ruleType', 'ApplicationRule', 'name'),
  same('sourceAddresses', 'source_addresses'),
  same('sourceIpGroups', 'source_ip_groups'),
  same('targetFqdns', 'destination_fqdns', 'target_fqdns'),
  same('targetUrls', 'destination_urls'),
  same('fqdnTags', 'destination_fqdn_tags', 'fqdn_tags'),
  same('webCategories', 'web_categories'),
]

const networkRule: readonly Field[] = [
  text('name', 'name'),
  fixed('ruleType', 'NetworkRule', 'name'),
  same('sourceAddresses', 'source_addresses'),
  same('sourceIpGroups', 'source_ip_groups'),
  same('destinationAddresses', 'destination_addresses'),
  same('destinationFqdns', 'destination_fqdns'),
  same('destinationIpGroups', 'destination_ip_groups'),
  same('destinationPorts', 'destination_ports'),
  same('ipProtocols', 'protocols'),
]

function collection(path: string, rules: readonly Field[]): readonly Field[] {
  return [
    text('name', 'name'),
    text(`${path}action.type`, 'action'),
    number(`${path}priority`, 'priority'),
    blocks(`${path}rules`, rules, 'rule'),
  ]
}

/** `azurerm_firewall_application_rule_collection` and its like: rules of a firewall itself. */
export const applicationRules: readonly Field[] = collection('properties.', applicationRule)
export const networkRules: readonly Field[] = collection('properties.', networkRule)

export const firewallTypes: Readonly<Record<string, TypeTable>> = {
  azurerm_firewall: {
    type: 'Microsoft.Network/azureFirewalls',
    fields: [
      text('name', 'name'),
      text('resourceGroup', 'resource_group_name'),
      same('properties.firewallPolicy.id', 'firewall_policy_id'),
      text('properties.threatIntelMode', 'threat_intel_mode'),
    ],
  },
  azurerm_firewall_policy: {
    type: 'Microsoft.Network/firewallPolicies',
    fields: [
      text('name', 'name'),
      text('resourceGroup', 'resource_group_name'),
      same('properties.basePolicy.id', 'base_policy_id'),
      text('properties.sku.tier', 'sku'),
      text('properties.threatIntelMode', 'threat_intelligence_mode'),
      text('properties.intrusionDetection.mode', 'intrusion_detection.mode'),
      truth('properties.dnsSettings.enableProxy', 'dns.proxy_enabled'),
    ],
  },
  azurerm_firewall_policy_rule_collection_group: {
    type: 'Microsoft.Network/firewallPolicies/ruleCollectionGroups',
    fields: [
      text('name', 'name'),
      same('parent', 'firewall_policy_id'),
      number('properties.priority', 'priority'),
      blocks('properties.ruleCollections', collection('', applicationRule), 'application_rule_collection'),
      blocks('properties.networkCollections', collection('', networkRule), 'network_rule_collection'),
    ],
  },
}
