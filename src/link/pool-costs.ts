import { hoursOfMonth } from '../knowledge/azure-prices.ts'
import type { AgentPool } from '../model/azure.ts'
import { isKnown, type Known, originOf, valueOf } from '../model/known.ts'
import type { Origin } from '../model/origin.ts'
import type { Platform } from '../model/platform.ts'

/** What the pools of a configuration cost at most. */
export interface PoolCosts {
  /** Infinite where nodes are made without a maximum; unset where it cannot be told. */
  readonly perMonth?: number
  /** Why it cannot be told. */
  readonly reason?: string
  /** The pools that make it what it is. */
  readonly evidence: readonly Origin[]
}

export function costOfPools(declaredIn: string, platform: Platform): PoolCosts {
  const isHere = (asset: { readonly declaredIn: string }): boolean => asset.declaredIn === declaredIn
  const endless = platform
    .all('managed-cluster')
    .find((cluster) => isHere(cluster) && isKnown(cluster.nodeProvisioning, 'Auto'))
  if (endless !== undefined)
    return { perMonth: Infinity, evidence: [originOf(endless.nodeProvisioning) ?? endless.origin] }
  const pools = platform.all('agent-pool').filter(isHere)
  const prices = pools.map((pool) => ({ pool, price: priceOf(pool, platform) }))
  const open = prices.find(({ price }) => typeof price !== 'number')
  if (open !== undefined && typeof open.price !== 'number')
    return { ...open.price, evidence: [open.pool.origin] }
  const perMonth =
    prices.reduce((sum, { price }) => sum + (typeof price === 'number' ? price : 0), 0) * hoursOfMonth
  return { perMonth, evidence: pools.map(placeOf) }
}

/** An hour of all nodes that a pool may have, or why that is not known. */
function priceOf(pool: AgentPool, platform: Platform): number | { readonly reason: string } {
  if (pool.confidence !== 'confirmed')
    return { reason: `it is not known how many pools ${pool.name} there are` }
  const most = mostNodes(pool)
  if (most.state === 'hidden' || most.value === undefined)
    return { reason: `it is not known how many nodes pool ${pool.name} has at most` }
  const size = valueOf(pool.vmSize)
  const price = size === undefined ? undefined : platform.priceOf(size)
  return price === undefined
    ? { reason: `nobody says what a machine of the size ${size ?? 'of its nodes'} costs` }
    : price * most.value
}

function mostNodes({ enableAutoScaling, maxCount, count }: AgentPool): Known<number | undefined> {
  if (enableAutoScaling.state === 'hidden') return enableAutoScaling
  return enableAutoScaling.value ? maxCount : count
}

function placeOf({ enableAutoScaling, maxCount, count, origin }: AgentPool): Origin {
  return originOf(isKnown(enableAutoScaling, true) ? maxCount : count) ?? origin
}
