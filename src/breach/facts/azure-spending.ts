import type { KnownFact } from '../../knowledge/platform-facts.ts'
import { costOfPools, isPaidFor } from '../../link/pool-costs.ts'
import type { ManagedCluster } from '../../model/azure.ts'
import { isKnown, originOf } from '../../model/known.ts'
import type { Platform } from '../../model/platform.ts'

/**
 * Whether the growth of pools is held to what somebody has planned for: a budget that pays for all nodes at their most. A
 * budget stops nothing; what stops is the maximum of each pool, and the budget says that its price is agreed to.
 */
export function spending(cluster: ManagedCluster, platform: Platform): KnownFact | undefined {
  const { nodeProvisioning } = cluster
  if (isKnown(nodeProvisioning, 'Auto'))
    return { value: 'open', evidence: [originOf(nodeProvisioning) ?? cluster.origin] }
  if (nodeProvisioning.state === 'hidden') return undefined
  const judged = platform
    .all('budget')
    .filter(({ declaredIn, confidence }) => declaredIn === cluster.declaredIn && confidence === 'confirmed')
    .map((budget) => ({ budget, match: isPaidFor(budget, platform) }))
  const paying = judged.find(({ match }) => match === 'yes')
  const short = judged.find(({ match }) => match === 'no')
  const decisive = paying ?? short
  if (decisive === undefined) return undefined
  const { evidence } = costOfPools(cluster.declaredIn, platform)
  const place = originOf(decisive.budget.amount) ?? decisive.budget.origin
  return { value: paying === undefined ? 'open' : 'capped', evidence: [place, ...evidence] }
}
