import type { Control } from '../control.ts'
import { doubtful, fail, pass, type Verdict } from '../verdict.ts'
import { referred, referringBy } from '../../link/references.ts'
import { hasNodesBeside, networksOfNodes } from '../../link/node-subnets.ts'
import { endpointsIn } from '../../link/private-link.ts'
import type { DnsZone } from '../../model/azure.ts'
import type { Platform } from '../../model/platform.ts'
import { azure, block, pool, subnet } from '../azure-examples.ts'

export const privateZoneNotLinked: Control<'dns-zone'> = {
  id: 'BH-1256',
  name: 'private-zone-not-linked',
  title: 'Nodes do not ask the zone of an endpoint',
  layer: 'network',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['Z.pe'],
  vector: 'insecure-networking',
  references: ['mcsb:NS-2'],
  rationale:
    'A zone answers only in the networks that it is linked to. In any other the name of the service means its public address, and a zone that is linked by accident leads somebody else’s pods to the endpoint.',
  remediation:
    'Link the zone to the network of the nodes. Bicep and ARM: `Microsoft.Network/privateDnsZones/virtualNetworkLinks`; Terraform: `azurerm_private_dns_zone_virtual_network_link`.',
  applies: 'dns-zone',
  when: (zone, platform) =>
    hasNodesBeside(zone, platform) && endpointsIn(zone, platform).some(({ match }) => match === 'yes'),
  check: judge,
  examples: {
    fail: [linked(''), linked(link('azurerm_virtual_network.other.id'))],
    pass: [linked(link('azurerm_virtual_network.models.id'))],
    unknown: [`${linked(link('var.unknown'))}variable "unknown" {}\n`],
  },
}

const linksOf = referringBy('dns-link', ({ zone }) => [zone])

function judge(zone: DnsZone, platform: Platform): Verdict {
  const message = `Zone ${zone.name} is not linked to the network of the nodes.`
  const links = linksOf(zone, platform)
  const isLinked = links.some(({ asset: { network }, asset }) =>
    referred(platform, 'virtual-network', [asset, network]).some((each) =>
      networksOfNodes(platform).has(each),
    ),
  )
  if (isLinked) return pass()
  const hidden = links.find(({ asset, match }) => match === 'unknown' || asset.network.state === 'hidden')
  return hidden === undefined
    ? fail(message)
    : doubtful(message, 'the network of a link cannot be read', hidden.asset.origin)
}

function linked(more: string): string {
  const zone = azure('private_dns_zone', 'name = "privatelink.vaultcore.azure.net"')
  const endpoint = azure(
    'private_endpoint',
    block('private_dns_zone_group', 'private_dns_zone_ids = [azurerm_private_dns_zone.models.id]'),
  )
  const nodes = `${azure('virtual_network', 'name = "models"')}${subnet('virtual_network_name = azurerm_virtual_network.models.name')}`
  return `${zone}${endpoint}${nodes}${pool('vnet_subnet_id = azurerm_subnet.models.id')}${more}`
}

function link(network: string): string {
  return `resource "azurerm_private_dns_zone_virtual_network_link" "models" {
  private_dns_zone_name = azurerm_private_dns_zone.models.name
  virtual_network_id = ${network}
}
`
}
