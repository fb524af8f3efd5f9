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

/** Pools that a cluster may have as well: nobody knows whether they will be there, or whose they are. */
export function perhapsPoolsOf(cluster: ManagedCluster, platform: Platform): readonly AgentPool[] {
  const sure = new Set(poolsOf(cluster, platform))
  const own = new Set(naming(cluster, platform).map(({ asset }) => asset))
  return platform.all('agent-pool').filter((pool) => {
    const isOfNobody = referred(platform, 'managed-cluster', [pool, pool.cluster]).length === 0
    return !sure.has(pool) && (own.has(pool) || isOfNobody)
  })
}

export function mayHaveMorePools(cluster: ManagedCluster, platform: Platform): boolean {
  return perhapsPoolsOf(cluster, platform).length > 0
}
