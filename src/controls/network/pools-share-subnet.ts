import type { Control } from '../control.ts'
import { forbid, type Verdict, whereSo } from '../verdict.ts'
import { remember } from '../../kernel/remember.ts'
import { isKnown, valueOf, mayBe } from '../../model/known.ts'
import type { AgentPool } from '../../model/azure.ts'
import type { Platform } from '../../model/platform.ts'
import { block, cluster, missing, pool } from '../azure-examples.ts'

export const poolsShareSubnet: Control<'agent-pool'> = {
  id: 'BH-1201',
  name: 'pools-share-subnet',
  title: 'Network cannot tell tenants’ nodes from the platform’s',
  layer: 'network',
  severity: 'low',
  guarantees: ['containment'],
  barriers: ['N.nsg'],
  vector: 'insecure-networking',
  references: ['mcsb:NS-1', 'aks-baseline:1'],
  rationale:
    'Security groups, routes and firewalls know subnets, not pools. In one subnet whoever holds a tenant’s node has every way that the nodes of the system have.',
  remediation:
    'Give each pool of another trust a subnet of its own. Bicep and ARM: `properties.vnetSubnetID`; Terraform: `vnet_subnet_id`.',
  applies: 'agent-pool',
  when: ({ mode }) => mayBe(mode, 'User'),
  check: (pool, platform) => whereSo(pool.mode, judge(pool, platform)),
  examples: {
    fail: [
      twoPools('"/subscriptions/x/subnets/nodes" # <-'),
      `${cluster(block('default_node_pool', 'vm_size = "Standard_D4s_v5"'))}${missing(pool('kubernetes_cluster_id = azurerm_kubernetes_cluster.models.id'))}`,
    ],
    pass: [twoPools('"/subscriptions/x/subnets/models"')],
    unknown: [twoPools('var.unknown')],
  },
}

function judge(pool: AgentPool, platform: Platform): Verdict {
  const taken = systemSubnets(platform).get(clusterOf(pool)) ?? []
  return forbid(
    pool.subnet,
    // Pools that name none share the one that AKS makes.
    (subnet) => taken.includes(subnet?.to.toLowerCase()),
    `Nodes of pool ${pool.name} stand in the subnet of a system pool.`,
  )
}

type Subnets = readonly (string | undefined)[]

/** The subnets of system pools, by cluster. */
const systemSubnets: (platform: Platform) => ReadonlyMap<string, Subnets> = remember((platform) => {
  const pools = platform
    .all('agent-pool')
    .filter(({ mode, subnet }) => isKnown(mode, 'System') && subnet.state !== 'hidden')
  const byCluster = Map.groupBy(pools, clusterOf)
  return new Map(
    [...byCluster].map(([cluster, own]) => [
      cluster,
      [...new Set(own.map(({ subnet }) => valueOf(subnet)?.to.toLowerCase()))],
    ]),
  )
})

/** A pool whose cluster nobody knows is the only one of it. */
function clusterOf({ cluster, declaredIn, name }: AgentPool): string {
  const of = valueOf(cluster)?.to
  return of === undefined ? `pool ${name} in ${declaredIn}` : `cluster ${of} in ${declaredIn}`
}

function twoPools(subnet: string): string {
  const system = cluster(block('default_node_pool', 'vnet_subnet_id = "/subscriptions/x/subnets/nodes"'))
  const ofCluster = 'kubernetes_cluster_id = azurerm_kubernetes_cluster.models.id'
  return `${system}${pool(ofCluster, `vnet_subnet_id = ${subnet}`)}`
}
