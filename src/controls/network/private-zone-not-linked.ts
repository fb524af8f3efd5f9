import type { Control } from '../control.ts'
import { doubtful, fail, pass, type Verdict } from '../verdict.ts'
import { refersTo, referring } from '../../link/references.ts'
import { networksBeside } from '../../link/node-subnets.ts'
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
  remediation: 'Add `azurerm_private_dns_zone_virtual_network_link` for the network of the nodes.',
  applies: 'dns-zone',
  when: (zone, platform) =>
    networksBeside(zone, platform).length > 0 &&
    platform
      .all('private-endpoint')
      .some((endpoint) => endpoint.zones.some((each) => refersTo(endpoint, each, zone) === 'yes')),
  check: judge,
  examples: {
    fail: [linked(''), linked(link('azurerm_virtual_network.other.id'))],
    pass: [linked(link('azurerm_virtual_network.models.id'))],
    unknown: [`${linked(link('var.unknown'))}variable "unknown" {}\n`],
  },
}

function judge(zone: DnsZone, platform: Platform): Verdict {
  const message = `Zone ${zone.name} is not linked to the network of the nodes.`
  const links = referring(platform, 'dns-link', (link) => refersTo(link, link.zone, zone))
  const networks = networksBeside(zone, platform)
  const answers = links.flatMap(({ asset }) =>
    networks.map((network) => refersTo(asset, asset.network, network)),
  )
  if (answers.includes('yes')) return pass()
  const [first] = links
  return answers.includes('unknown')
    ? doubtful(message, 'the network of a link cannot be read', first?.asset.origin)
    : fail(message)
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
