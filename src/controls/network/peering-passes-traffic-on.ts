import type { Control } from '../control.ts'
import { forbid, worst, type Verdict } from '../verdict.ts'
import { networksOfNodes } from '../../link/node-subnets.ts'
import type { NetworkPeering } from '../../model/azure.ts'
import { referred } from '../../link/references.ts'
import { azure, pool, subnet } from '../azure-examples.ts'

export const peeringPassesTrafficOn: Control<'network-peering'> = {
  id: 'BH-1253',
  name: 'peering-passes-traffic-on',
  title: 'Peering passes on what comes from elsewhere',
  layer: 'network',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['N.nsg'],
  vector: 'insecure-networking',
  references: ['mcsb:NS-1'],
  rationale:
    'A peering that takes in forwarded traffic or lends its gateway makes the network of the models a way into the company: whoever sends from a node is no longer held to the networks that are peered.',
  remediation:
    'Bicep and ARM: `properties: { allowForwardedTraffic: false, allowGatewayTransit: false }`; Terraform: `allow_forwarded_traffic = false` and `allow_gateway_transit = false`; on the side of the network in which models run. The hub may have both.',
  applies: 'network-peering',
  when: (peering, platform) =>
    referred(platform, 'virtual-network', [peering, peering.network]).some((network) =>
      networksOfNodes(platform).has(network),
    ),
  check: judge,
  examples: {
    fail: [peered('allow_forwarded_traffic = true'), peered('allow_gateway_transit = true')],
    pass: [peered('allow_forwarded_traffic = false')],
    unknown: [peered('allow_forwarded_traffic = var.unknown')],
  },
}

function judge({ allowForwardedTraffic, allowGatewayTransit, name }: NetworkPeering): Verdict {
  const message = `Peering ${name} passes on what comes from elsewhere.`
  return worst(
    [allowForwardedTraffic, allowGatewayTransit].map((known) => forbid(known, (isOn) => isOn, message)),
  )
}

function peered(line: string): string {
  const of = 'virtual_network_name = "models"'
  return `${azure('virtual_network_peering', of, line)}${azure('virtual_network', 'name = "models"')}${subnet(of)}${pool('vnet_subnet_id = azurerm_subnet.models.id')}`
}
