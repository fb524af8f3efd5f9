import type { AgentPool, AzureMeta, ManagedCluster, Subnet, VirtualNetwork } from '../model/azure.ts'
import type { Platform } from '../model/platform.ts'
import { poolsOf } from './azure.ts'
import { referred } from './references.ts'

/** The subnets that a pool’s nodes stand in; none where AKS makes its own. */
export function subnetsOfPool(pool: AgentPool, platform: Platform): readonly Subnet[] {
  return referred(platform, 'subnet', [pool, pool.subnet])
}

/** The subnets in which nodes of a cluster stand, each once. */
export function subnetsOfCluster(cluster: ManagedCluster, platform: Platform): readonly Subnet[] {
  return [...new Set(poolsOf(cluster, platform).flatMap((pool) => subnetsOfPool(pool, platform)))]
}

/** The subnets in which nodes of any cluster stand, each once. */
export function subnetsOfNodes(platform: Platform): readonly Subnet[] {
  return [...new Set(platform.all('agent-pool').flatMap((pool) => subnetsOfPool(pool, platform)))]
}

/** The networks of nodes that the same configuration declares. */
export function networksBeside(asset: AzureMeta, platform: Platform): readonly VirtualNetwork[] {
  return networksOfNodes(platform).filter(({ declaredIn }) => declaredIn === asset.declaredIn)
}

export function networksOfNodes(platform: Platform): readonly VirtualNetwork[] {
  return subnetsOfNodes(platform).flatMap((subnet) =>
    referred(platform, 'virtual-network', [subnet, subnet.network]),
  )
}
