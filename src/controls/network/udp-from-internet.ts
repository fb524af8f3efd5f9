import type { Control } from '../control.ts'
import { inbound } from '../azure-examples.ts'
import { judgeInbound } from './security-rules.ts'

export const udpFromInternet: Control<'security-group'> = {
  id: 'BH-1153',
  name: 'udp-from-internet',
  title: 'The internet reaches services over UDP',
  layer: 'network',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['N.nsg'],
  vector: 'insecure-networking',
  references: ['checkov:CKV_AZURE_77', 'mcsb:NS-1'],
  rationale:
    'Services over UDP answer to addresses that the asker makes up: they help to flood others, and few of them know who asks.',
  remediation:
    'Let UDP in from the addresses that need it. Bicep and ARM: `sourceAddressPrefixes` in `properties.securityRules` of `Microsoft.Network/networkSecurityGroups`; Terraform: `source_address_prefixes`.',
  applies: 'security-group',
  check: (group) => judgeInbound(group, { protocol: 'Udp', what: 'UDP' }),
  examples: {
    fail: [inbound('protocol = "Udp"', 'source_address_prefix = "*"', 'destination_port_range = "53"')],
    pass: [
      inbound('protocol = "Udp"', 'source_address_prefix = "10.0.0.0/8"', 'destination_port_range = "53"'),
      inbound('protocol = "Tcp"', 'source_address_prefix = "*"', 'destination_port_range = "443"'),
    ],
    unknown: [
      inbound('protocol = "Udp"', 'source_address_prefix = var.unknown', 'destination_port_range = "53"'),
    ],
  },
}
