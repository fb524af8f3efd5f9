import type { Control } from '../control.ts'
import { inbound } from '../azure-examples.ts'
import { judgeInbound } from './security-rules.ts'

export const sshFromInternet: Control<'security-group'> = {
  id: 'BH-1150',
  name: 'ssh-from-internet',
  title: 'The internet reaches SSH',
  layer: 'network',
  severity: 'high',
  guarantees: ['containment'],
  barriers: ['N.nsg'],
  vector: 'insecure-networking',
  references: ['checkov:CKV_AZURE_10', 'trivy:AZU-0050', 'mcsb:NS-1'],
  rationale:
    'A login that the internet reaches is tried all day; from a machine in the network the nodes are one step away.',
  remediation:
    'Let SSH in from the addresses of a bastion alone, or not at all. Bicep and ARM: `sourceAddressPrefix` in `properties.securityRules` of `Microsoft.Network/networkSecurityGroups`; Terraform: `source_address_prefix`.',
  applies: 'security-group',
  check: (group) => judgeInbound(group, { port: 22, protocol: 'Tcp', what: 'SSH' }),
  examples: {
    fail: [
      // Half of it is enough.
      inbound('protocol = "Tcp"', 'source_address_prefix = "128.0.0.0/1"', 'destination_port_range = "22"'),
      inbound('protocol = "Tcp"', 'source_address_prefix = "*"', 'destination_port_range = "22"'),
      inbound('protocol = "*"', 'source_address_prefix = "Internet"', 'destination_port_range = "12-32"'),
      // What is dropped before is for one machine, and for half of the internet.
      besideDrop('source_address_prefix = "*"', 'destination_address_prefix = "10.40.1.4"'),
      besideDrop('source_address_prefix = "0.0.0.0/1"', 'destination_address_prefix = "*"'),
    ],
    pass: [
      inbound('protocol = "Tcp"', 'source_address_prefix = "10.0.0.0/8"', 'destination_port_range = "22"'),
      inbound('protocol = "Tcp"', 'source_address_prefix = "*"', 'destination_port_range = "1"'),
      besideDrop('source_address_prefix = "*"', 'destination_address_prefix = "*"'),
      besideDrop('source_address_prefix = "Internet"', 'destination_address_prefix = "*"'),
    ],
    unknown: [
      inbound('protocol = "Tcp"', 'source_address_prefix = var.unknown', 'destination_port_range = "22"'),
    ],
  },
}

/** A rule that lets SSH in, after one that drops something. */
function besideDrop(source: string, destination: string): string {
  return `resource "azurerm_network_security_group" "models" {
  security_rule {
    priority = 200
    direction = "Inbound"
    access = "Allow"
    protocol = "Tcp"
    source_address_prefix = "*" # <-
    destination_address_prefix = "*"
    destination_port_range = "22"
  }
  security_rule {
    priority = 100
    direction = "Inbound"
    access = "Deny"
    protocol = "*"
    ${source}
    ${destination}
    destination_port_range = "*"
  }
}
`
}
