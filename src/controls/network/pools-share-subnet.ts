import type { Control } from '../control.ts'
import { forbid, type Verdict } from '../verdict.ts'
import { isKnown, valueOf } from '../../model/known.ts'
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
  when: ({ mode }) => isKnown(mode, 'User'),
  check: judge,
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
  const others = platform
    .all('agent-pool')
    .filter((other) => isKnown(other.mode, 'System') && isOfSameCluster(other, pool))
    .filter(({ subnet }) => subnet.state !== 'hidden')
    .map(({ subnet }) => valueOf(subnet)?.to)
  return forbid(
    pool.subnet,
    // Pools that name none share the one that AKS makes.
    (subnet) => others.includes(subnet?.to),
    `Nodes of pool ${pool.name} stand in the subnet of a system pool.`,
  )
}

function isOfSameCluster(a: AgentPool, b: AgentPool): boolean {
  const own = valueOf(a.cluster)?.to
  return own !== undefined && own === valueOf(b.cluster)?.to && a.declaredIn === b.declaredIn
}

function twoPools(subnet: string): string {
  const system = cluster(block('default_node_pool', 'vnet_subnet_id = "/subscriptions/x/subnets/nodes"'))
  const ofCluster = 'kubernetes_cluster_id = azurerm_kubernetes_cluster.models.id'
  return `${system}${pool(ofCluster, `vnet_subnet_id = ${subnet}`)}`
}
