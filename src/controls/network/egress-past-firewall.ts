import type { Control } from '../control.ts'
import { doubtful, every, fail, ifThere, pass, type Verdict, worst, whereSo } from '../verdict.ts'
import type { ManagedCluster, Subnet } from '../../model/azure.ts'
import { mayBe } from '../../model/known.ts'
import type { Platform } from '../../model/platform.ts'
import { perhapsPoolsOf } from '../../link/agent-pools.ts'
import { subnetsOfCluster, subnetsOfPool } from '../../link/node-subnets.ts'
import { defaultRouteOf, wayToStrangers } from '../../link/subnet-egress.ts'
import { azure, block, cluster, firewallRules, subnet } from '../azure-examples.ts'

export const egressPastFirewall: Control<'managed-cluster'> = {
  id: 'BH-1239',
  name: 'egress-past-firewall',
  title: 'Packets reach the internet past the firewall',
  layer: 'network',
  severity: 'high',
  guarantees: ['containment', 'fair-share'],
  barriers: ['N.fw'],
  vector: 'insecure-networking',
  references: ['mcsb:NS-3', 'aks-baseline:5'],
  rationale:
    'The cluster says that packets go where its subnets’ routes lead. Where a route leads to the internet, or the firewall at its end lets everything through, nothing stands before it.',
  remediation:
    'Associate a route table with `0.0.0.0/0` to the firewall’s address to every subnet of nodes, and let the firewall pass exact names alone. Bicep and ARM: `properties.routeTable.id` of the subnet and `nextHopType: VirtualAppliance` of the route; Terraform: `azurerm_subnet_route_table_association` and `next_hop_type = "VirtualAppliance"`.',
  applies: 'managed-cluster',
  when: ({ network }) => mayBe(network.outboundType, 'userDefinedRouting'),
  check: (cluster, platform) => whereSo(cluster.network.outboundType, judge(cluster, platform)),
  examples: {
    fail: [routed(), routed(table('"Internet"')), inspected('["*"]')],
    pass: [routed(table('"None"')), routed(table('"VirtualAppliance"')), inspected('["mcr.microsoft.com"]')],
    unknown: [routed(table('var.unknown'))],
  },
}

function judge(cluster: ManagedCluster, platform: Platform): Verdict {
  const sure = subnetsOfCluster(cluster, platform)
  const perhaps = perhapsPoolsOf(cluster, platform).flatMap((pool) =>
    subnetsOfPool(pool, platform).map((subnet) => ({ pool, subnet })),
  )
  return worst([
    every(sure, (subnet) => judgeSubnet(subnet, platform)),
    every(perhaps, ({ pool, subnet }) => ifThere(judgeSubnet(subnet, platform), `pool ${pool.name}`)),
  ])
}

function judgeSubnet(subnet: Subnet, platform: Platform): Verdict {
  const message = `Packets of nodes in subnet ${subnet.name} reach the internet past the firewall.`
  const { reaches, evidence } = wayToStrangers(subnet, platform)
  if (reaches === 'yes') return fail(message, ...evidence)
  // What a firewall that is declared elsewhere lets through is for its owner to say.
  const { leads, firewall } = defaultRouteOf(subnet, platform)
  const isElsewhere = leads === 'appliance' && firewall === undefined
  return reaches === 'no' || isElsewhere
    ? pass()
    : doubtful(message, 'its route, or a rule at the end of it, cannot be read', ...evidence)
}

function routed(table = ''): string {
  const network = block('network_profile', 'outbound_type = "userDefinedRouting"')
  const nodes = block('default_node_pool', 'vnet_subnet_id = azurerm_subnet.models.id')
  const link = table === '' ? 'name = "models"' : 'route_table_id = azurerm_route_table.models.id'
  return `${cluster(network, nodes)}${subnet(link)}${table}`
}

function table(next: string): string {
  const address = 'next_hop_in_ip_address = azurerm_firewall.models.ip_configuration[0].private_ip_address'
  const route = block('route', 'address_prefix = "0.0.0.0/0"', `next_hop_type = ${next}`, address)
  return azure('route_table', route)
}

function inspected(names: string): string {
  const firewall = azure('firewall', 'firewall_policy_id = azurerm_firewall_policy.models.id')
  const rules = firewallRules('application', `destination_fqdns = ${names}`).replace(
    '{\n',
    '{\n  firewall_policy_id = azurerm_firewall_policy.models.id\n',
  )
  return `${routed(table('"VirtualAppliance"'))}${firewall}${azure('firewall_policy')}${rules}`
}
