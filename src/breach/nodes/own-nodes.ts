import type { Pod } from '../../model/pod.ts'
import type { Placement, Pool } from '../steps/pool.ts'
import { lastingWorkloadName } from '../steps/position.ts'
import { type Pools, podsByPool } from './pools.ts'

/**
 * The pools as they would be with some pods on nodes of their tenant alone. What runs on every node runs there as well.
 */
export function withOwnNodes(
  pools: Pools,
  pods: readonly Pod[],
  tenantOf: (pod: Pod) => string | undefined,
): Pools {
  const owned = new Map<string, Pool>()
  for (const pod of pods) {
    const tenant = tenantOf(pod)
    if (tenant !== undefined) owned.set(tenant, { name: `nodes of ${tenant}`, labels: new Map(), nodes: [] })
  }
  const moved = new Set(pods.map(lastingWorkloadName))
  const added: readonly Placement[] = [...owned.values()].map((pool) => ({ pool }))
  const placementsOf = (pod: Pod): readonly Placement[] => {
    const own = moved.has(lastingWorkloadName(pod)) ? owned.get(tenantOf(pod) ?? '') : undefined
    if (own !== undefined) return [{ pool: own }]
    const placements = pools.placementsOf(pod)
    return pod.kind === 'DaemonSet' ? [...placements, ...added] : placements
  }
  const all = [...pools.all, ...owned.values()]
  const onPool = podsByPool(
    all,
    [...new Set(pools.all.flatMap((pool) => pools.podsOn(pool).map(({ pod }) => pod)))],
    placementsOf,
  )
  return { all, placementsOf, podsOn: (pool) => onPool.get(pool) ?? [] }
}
