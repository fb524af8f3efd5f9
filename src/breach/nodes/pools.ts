import { remember } from '../../kernel/remember.ts'
import type { Platform } from '../../model/platform.ts'
import type { Pod } from '../../model/pod.ts'
import { nodesOfAgentPools } from './agent-pool-nodes.ts'
import { findDeclaredPools, keysAskedFor } from './declared-pools.ts'
import { findDerivedPools } from './derived-pools.ts'
import type { FactsAsked } from '../facts/facts.ts'
import type { PlacedPod, Placement, Pool } from '../steps/pool.ts'
import { scheduledPods } from './scheduled-pods.ts'

export type { PlacedPod, Placement, Pool } from '../steps/pool.ts'

/** Where pods may run. */
export interface Pools {
  readonly all: readonly Pool[]
  placementsOf(pod: Pod): readonly Placement[]
  /** Pods that may run on a pool. */
  podsOn(pool: Pool): readonly PlacedPod[]
}

/**
 * Nodes that were read are exact. Pods that fit none of them wait for nodes that are not there yet (a pool scaled to
 * zero), and where no node was read the manifests alone tell which pools there are.
 */
export function findPools(platform: Platform, facts: FactsAsked): Pools {
  const pods = platform.all('pod').filter(({ orchestrator }) => orchestrator === 'kubernetes')
  const asScheduled = scheduledPods(platform)
  const scheduled = pods.map(asScheduled)
  const nodes = [...platform.all('node'), ...nodesOfAgentPools(platform, () => keysAskedFor(scheduled))]
  const declared = findDeclaredPools(nodes, scheduled)
  const choosers = scheduled.filter((pod) => declared.placementsOf(pod).length === 0)
  const isTenants = (pod: Pod): boolean => platform.trustOf(pod) === 'untrusted'
  const derived = findDerivedPools(
    { choosers, pods: scheduled, isBlind: nodes.length === 0, isTenants },
    facts,
  )
  const placementsOf = remember((own: Pod): readonly Placement[] => {
    const pod = asScheduled(own)
    return joined(declared.placementsOf(pod), derived.placementsOf(pod))
  })
  const all = [...declared.all, ...derived.all]
  const onPool = podsByPool(all, pods, placementsOf)
  return { all, placementsOf, podsOn: (pool) => onPool.get(pool) ?? [] }
}

/** Most platforms have only one sort of pools: nothing to join, for a hundred thousand pods. */
function joined(some: readonly Placement[], others: readonly Placement[]): readonly Placement[] {
  if (some.length === 0) return others
  return others.length === 0 ? some : [...some, ...others]
}

/** Which pods may run on each pool. */
export function podsByPool(
  pools: readonly Pool[],
  pods: readonly Pod[],
  placementsOf: Pools['placementsOf'],
): ReadonlyMap<Pool, readonly PlacedPod[]> {
  const onPool = new Map<Pool, PlacedPod[]>(pools.map((pool) => [pool, []]))
  for (const pod of pods) {
    for (const { pool, assumes } of placementsOf(pod))
      onPool.get(pool)?.push(assumes === undefined ? { pod } : { pod, assumes })
  }
  return onPool
}

/** Whether only pods of one tenant, and the platform's own, may run on a pool. */
export function ownerOf(
  pool: Pool,
  pools: Pools,
  tenantOf: (pod: Pod) => string | undefined,
): string | undefined {
  const tenants = new Set(pools.podsOn(pool).flatMap(({ pod }) => tenantOf(pod) ?? []))
  const [only] = tenants
  return tenants.size === 1 ? only : undefined
}
