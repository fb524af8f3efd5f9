import type { Control } from '../control.ts'
import { anyOf, demand, every, forbid, worst } from '../verdict.ts'
import { isOfEverybody } from '../../link/address-filter.ts'
import { block, registry } from '../azure-examples.ts'

export const registryOpenToAnyNetwork: Control<'container-registry'> = {
  id: 'BH-1205',
  name: 'registry-open-to-any-network',
  title: 'Any network may reach the registry',
  layer: 'registry',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['Z.pe'],
  vector: 'insecure-networking',
  references: [
    'azure-policy:d0793b48-0edc-4296-a390-4c75d1bdfd71',
    'psrule:Azure.ACR.Firewall',
    'mcsb:NS-2',
    'defender-for-containers:9b828565-a0ed-61c2-6bf3-1afc99a9b2ca',
  ],
  rationale:
    'Where the registry has to stay public, its rules are all that stands between a stolen credential and every image.',
  remediation:
    'Bicep and ARM: `properties.networkRuleSet.defaultAction: Deny`, or `publicNetworkAccess: Disabled`; Terraform: `network_rule_set { default_action = "Deny" }`.',
  applies: 'container-registry',
  check: ({ publicNetworkAccess, networkDefaultAction, networkAllowed, name }) => {
    const message = `Any network may reach registry ${name}.`
    return anyOf([
      demand(publicNetworkAccess, (access) => access.toLowerCase() === 'disabled', message),
      worst([
        demand(networkDefaultAction, (action) => action.toLowerCase() === 'deny', message),
        every(networkAllowed, (each) => forbid(each, isOfEverybody, message)),
      ]),
    ])
  },
  examples: {
    fail: [
      registry(),
      registry(block('network_rule_set', 'default_action = "Allow"')),
      registry(
        block('network_rule_set', 'default_action = "Deny"', block('ip_rule', 'ip_range = "0.0.0.0/0"')),
      ),
    ],
    pass: [
      registry(block('network_rule_set', 'default_action = "Deny"')),
      registry(
        block('network_rule_set', 'default_action = "Deny"', block('ip_rule', 'ip_range = "203.0.113.7"')),
      ),
      registry('public_network_access_enabled = false'),
    ],
    unknown: [registry('public_network_access_enabled = var.unknown')],
  },
}
