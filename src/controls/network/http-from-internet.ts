import type { Control } from '../control.ts'
import { inbound } from '../azure-examples.ts'
import { judgeInbound } from './security-rules.ts'

export const httpFromInternet: Control<'security-group'> = {
  id: 'BH-1152',
  name: 'http-from-internet',
  title: 'The internet reaches plain HTTP',
  layer: 'network',
  severity: 'low',
  guarantees: ['containment'],
  barriers: ['N.nsg'],
  vector: 'insecure-networking',
  references: ['checkov:CKV_AZURE_160', 'mcsb:NS-1'],
  rationale: 'What answers without encryption can be read and changed on its way; gateways answer on 443.',
  remediation:
    'Let 443 in, to the gateway alone. Bicep and ARM: `destinationPortRange` and `destinationAddressPrefix` in `properties.securityRules` of `Microsoft.Network/networkSecurityGroups`; Terraform: `destination_port_range` and `destination_address_prefix`.',
  applies: 'security-group',
  check: (group) => judgeInbound(group, { port: 80, protocol: 'Tcp', what: 'HTTP' }),
  examples: {
    fail: [
      inbound('protocol = "Tcp"', 'source_address_prefix = "*"', 'destination_port_range = "80"'),
      inbound('protocol = "*"', 'source_address_prefix = "Internet"', 'destination_port_range = "70-90"'),
    ],
    pass: [
      inbound('protocol = "Tcp"', 'source_address_prefix = "10.0.0.0/8"', 'destination_port_range = "80"'),
      inbound('protocol = "Tcp"', 'source_address_prefix = "*"', 'destination_port_range = "1"'),
    ],
    unknown: [
      inbound('protocol = "Tcp"', 'source_address_prefix = var.unknown', 'destination_port_range = "80"'),
    ],
  },
}
