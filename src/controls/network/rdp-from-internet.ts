import type { Control } from '../control.ts'
import { inbound } from '../azure-examples.ts'
import { judgeInbound } from './security-rules.ts'

export const rdpFromInternet: Control<'security-group'> = {
  id: 'BH-1151',
  name: 'rdp-from-internet',
  title: 'The internet reaches remote desktops',
  layer: 'network',
  severity: 'high',
  guarantees: ['containment'],
  barriers: ['N.nsg'],
  vector: 'insecure-networking',
  references: ['checkov:CKV_AZURE_9', 'trivy:AZU-0048', 'mcsb:NS-1'],
  rationale:
    'A login that the internet reaches is tried all day; from a machine in the network the nodes are one step away.',
  remediation:
    'Let remote desktop in from the addresses of a bastion alone, or not at all. Bicep and ARM: `sourceAddressPrefix` in `properties.securityRules` of `Microsoft.Network/networkSecurityGroups`; Terraform: `source_address_prefix`.',
  applies: 'security-group',
  check: (group) => judgeInbound(group, { port: 3389, protocol: 'Tcp', what: 'remote desktop' }),
  examples: {
    fail: [
      inbound('protocol = "Tcp"', 'source_address_prefix = "*"', 'destination_port_range = "3389"'),
      inbound('protocol = "*"', 'source_address_prefix = "Internet"', 'destination_port_range = "3379-3399"'),
    ],
    pass: [
      inbound('protocol = "Tcp"', 'source_address_prefix = "10.0.0.0/8"', 'destination_port_range = "3389"'),
      inbound('protocol = "Tcp"', 'source_address_prefix = "*"', 'destination_port_range = "1"'),
    ],
    unknown: [
      inbound('protocol = "Tcp"', 'source_address_prefix = var.unknown', 'destination_port_range = "3389"'),
    ],
  },
}
