import { remember } from '../kernel/remember.ts'
import type { AgentPool, AzureMeta, ManagedCluster, Subnet, VirtualNetwork } from '../model/azure.ts'
import type { Platform } from '../model/platform.ts'
import { type Senders, sendersIn } from './address-filter.ts'
import { poolsOf } from './agent-pools.ts'
import { referred } from './references.ts'

/** The subnets that a pool’s nodes and their pods stand in; none where AKS makes its own. */
export function subnetsOfPool(pool: AgentPool, platform: Platform): readonly Subnet[] {
  return [pool.subnet, pool.podSubnet].flatMap((subnet) => referred(platform, 'subnet', [pool, subnet]))
}

/** The subnets in which nodes of a cluster stand, each once. */
export function subnetsOfCluster(cluster: ManagedCluster, platform: Platform): readonly Subnet[] {
  return [...new Set(poolsOf(cluster, platform).flatMap((pool) => subnetsOfPool(pool, platform)))]
}

/** The subnets in which nodes of any cluster stand. */
const subnetsOfNodes = remember(
  (platform: Platform): ReadonlySet<Subnet> =>
    new Set(platform.all('agent-pool').flatMap((pool) => subnetsOfPool(pool, platform))),
)

/** The addresses from which nodes of all clusters and their pods send; not whole where a pool’s subnet is not declared. */
export const sendersOfNodes: (platform: Platform) => Senders = remember((platform) => {
  const { ranges, isWhole } = sendersIn(
    [...subnetsOfNodes(platform)].flatMap(({ addressPrefixes }) => addressPrefixes),
  )
  const areDeclared = platform
    .all('agent-pool')
    .every((pool) => referred(platform, 'subnet', [pool, pool.subnet]).length > 0)
  return { ranges, isWhole: isWhole && areDeclared }
})

/** The networks in which nodes of any cluster stand. */
export const networksOfNodes: (platform: Platform) => ReadonlySet<VirtualNetwork> = remember(
  (platform) =>
    new Set(
      [...subnetsOfNodes(platform)].flatMap((subnet) =>
        referred(platform, 'virtual-network', [subnet, subnet.network]),
      ),
    ),
)

const withNodes = remember(
  (platform: Platform): ReadonlySet<string> =>
    new Set([...networksOfNodes(platform)].map(({ declaredIn }) => declaredIn)),
)

/** Whether nodes stand in a network that the same configuration declares. */
export function hasNodesBeside({ declaredIn }: AzureMeta, platform: Platform): boolean {
  return withNodes(platform).has(declaredIn)
}
