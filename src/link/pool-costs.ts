import { lookup } from '../kernel/lookup.ts'
import { remember } from '../kernel/remember.ts'
import { hoursOfMonth } from '../knowledge/azure-prices.ts'
import type { AgentPool, Budget } from '../model/azure.ts'
import { isKnown, type Known, originOf, valueOf } from '../model/known.ts'
import type { Origin } from '../model/origin.ts'
import type { Platform } from '../model/platform.ts'
import type { Match } from '../model/selector.ts'
import { typeOf } from './types.ts'

/** What the pools of a configuration cost at most. */
export interface PoolCosts {
  /** Infinite where nodes are made without a maximum; unset where it cannot be told. */
  readonly most?: number
  /** Why it cannot be told. */
  readonly reason?: string
  /** The pools that make it what it is. */
  readonly evidence: readonly Origin[]
}

/** In a month. */
export function costOfPools(declaredIn: string, platform: Platform): PoolCosts {
  return costsIn(platform).get(declaredIn) ?? { most: 0, evidence: [] }
}

const costsIn = remember((platform: Platform): ReadonlyMap<string, PoolCosts> => {
  const costs = new Map<string, PoolCosts>()
  for (const [folder, pools] of Map.groupBy(platform.all('agent-pool'), ({ declaredIn }) => declaredIn))
    costs.set(folder, costOf(pools, platform))
  for (const { declaredIn, nodeProvisioning, origin } of platform.all('managed-cluster'))
    if (isKnown(nodeProvisioning, 'Auto'))
      costs.set(declaredIn, { most: Infinity, evidence: [originOf(nodeProvisioning) ?? origin] })
  return costs
})

/** As many pools as a reader looks at. */
const mostTold = 8

function costOf(pools: readonly AgentPool[], platform: Platform): PoolCosts {
  const prices = pools.map((pool) => ({ pool, price: priceOf(pool, platform) }))
  const open = prices.find(({ price }) => typeof price !== 'number')
  if (open !== undefined && typeof open.price !== 'number')
    return { ...open.price, evidence: [open.pool.origin] }
  const hourly = prices.reduce((sum, { price }) => sum + (typeof price === 'number' ? price : 0), 0)
  return { most: hourly * hoursOfMonth, evidence: pools.slice(0, mostTold).map(placeOf) }
}

const months: Readonly<Record<string, number>> = { monthly: 1, quarterly: 3, annually: 12 }

/** What the pools cost at most in the span of a budget. */
export function costInSpan({ declaredIn, timeGrain }: Budget, platform: Platform): PoolCosts {
  const { most, reason, evidence } = costOfPools(declaredIn, platform)
  const span = lookup(months, valueOf(timeGrain)?.toLowerCase() ?? '')
  if (most === undefined || span === undefined)
    return { reason: reason ?? 'the span of the budget is not known', evidence }
  return { most: most * span, evidence }
}

/** Whether a budget is about nodes: they stand in a group of their own, which it names or the subscription holds. */
export function holdsNodes({ scope }: Budget): boolean {
  const over = valueOf(scope)
  if (over === undefined) return false
  return typeOf(over) === 'microsoft.resources/subscriptions' || over.path[0] === 'node_resource_group_id'
}

/** Whether a budget pays for all nodes at their most; unknown for one that is not about nodes. */
export function isPaidFor(budget: Budget, platform: Platform): Match {
  const amount = valueOf(budget.amount)
  const { most } = costInSpan(budget, platform)
  if (!holdsNodes(budget) || amount === undefined || most === undefined) return 'unknown'
  return most <= amount ? 'yes' : 'no'
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
