import type { Control } from '../control.ts'
import { doubtful, fail, pass, type Verdict } from '../verdict.ts'
import { costOfPools } from '../../link/pool-costs.ts'
import { typeOf } from '../../link/azure.ts'
import type { Budget, Reference } from '../../model/azure.ts'
import { originOf, valueOf } from '../../model/known.ts'
import type { Platform } from '../../model/platform.ts'
import { azure, pool } from '../azure-examples.ts'

export const budgetBelowPools: Control<'budget'> = {
  id: 'BH-1281',
  name: 'budget-below-pools',
  title: 'Pools may cost more than the budget',
  layer: 'cloud',
  severity: 'medium',
  guarantees: ['fair-share'],
  barriers: ['Z.cap'],
  vector: 'misconfigured-container',
  references: [],
  rationale:
    'The pools may grow to a size whose price nobody has planned for: whoever makes the autoscaler grow them spends what is not there, and the budget only writes that it did.',
  remediation:
    'Lower `max_count` of the pools or raise the budget, so that the largest bill is one that somebody has agreed to.',
  applies: 'budget',
  when: ({ scope, amount }) => {
    const over = valueOf(scope)
    return valueOf(amount) !== undefined && over !== undefined && holdsNodes(over)
  },
  check: judge,
  examples: {
    fail: [planned(1000, 'max_count = 10')],
    pass: [planned(30000, 'max_count = 10'), planned(3000, 'max_count = 1')],
    unknown: [
      planned(1000, 'max_count = var.unknown'),
      planned(1000, 'max_count = 1').replace('NC24ads_A100_v4', 'X1_v9'),
    ],
  },
}

const months: Readonly<Record<string, number>> = { monthly: 1, quarterly: 3, annually: 12 }

/** Nodes stand in a group of their own: the subscription holds them, and that group. */
function holdsNodes(scope: Reference): boolean {
  return typeOf(scope) === 'microsoft.resources/subscriptions' || scope.path[0] === 'node_resource_group_id'
}

function judge({ amount, timeGrain, name, declaredIn }: Budget, platform: Platform): Verdict {
  const message = `The pools may cost more than budget ${name}`
  const { perMonth, reason, evidence } = costOfPools(declaredIn, platform)
  const span = months[valueOf(timeGrain)?.toLowerCase() ?? '']
  if (perMonth === undefined || span === undefined)
    return doubtful(`${message}.`, reason ?? 'the span of the budget is not known', ...evidence)
  const planned = valueOf(amount) ?? 0
  if (perMonth * span <= planned) return pass()
  const told = Number.isFinite(perMonth)
    ? `up to ${Math.ceil(perMonth * span)} at the prices of machines`
    : 'without bound'
  return fail(`${message}: ${told}, while ${planned} are planned.`, originOf(amount), ...evidence)
}

function planned(amount: number, count: string): string {
  const nodes = pool('vm_size = "Standard_NC24ads_A100_v4"', 'auto_scaling_enabled = true', count)
  return `${azure('consumption_budget_subscription', 'subscription_id = "/subscriptions/0"', `amount = ${amount}`)}${nodes}`
}
