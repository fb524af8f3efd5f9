import { remember } from '../kernel/remember.ts'
import type { AgentPool, ManagedCluster } from '../model/azure.ts'
import type { Platform } from '../model/platform.ts'
import { referred, referringBy } from './references.ts'

const naming = referringBy('agent-pool', ({ cluster }) => [cluster])

/** The pools of a cluster, as far as it is known that they will be there. */
export function poolsOf(cluster: ManagedCluster, platform: Platform): readonly AgentPool[] {
  return naming(cluster, platform).flatMap(({ asset, match }) =>
    match === 'yes' && asset.confidence === 'confirmed' ? [asset] : [],
  )
}

const nobodys = remember((platform: Platform) =>
  platform
    .all('agent-pool')
    .filter((pool) => referred(platform, 'managed-cluster', [pool, pool.cluster]).length === 0),
)

/** Pools that a cluster may have as well: nobody knows whether they will be there, or whose they are. */
export function perhapsPoolsOf(cluster: ManagedCluster, platform: Platform): readonly AgentPool[] {
  const own = naming(cluster, platform).map(({ asset }) => asset)
  const sure = new Set(poolsOf(cluster, platform))
  return [...new Set([...own, ...nobodys(platform)]).difference(sure)]
}

export function mayHaveMorePools(cluster: ManagedCluster, platform: Platform): boolean {
  return perhapsPoolsOf(cluster, platform).length > 0
}
