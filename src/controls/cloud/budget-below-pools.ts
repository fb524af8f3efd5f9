import type { Control } from '../control.ts'
import { doubtful, fail, pass, type Verdict } from '../verdict.ts'
import { costInSpan, holdsNodes } from '../../link/pool-costs.ts'
import type { Budget } from '../../model/azure.ts'
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
    'Make the pools smaller or raise the budget, so that the largest bill is one that somebody has agreed to. Bicep and ARM: `properties.maxCount` of the pools, `properties.amount` of the budget; Terraform: `max_count` and `amount`.',
  applies: 'budget',
  when: (budget) => valueOf(budget.amount) !== undefined && holdsNodes(budget),
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

function judge(budget: Budget, platform: Platform): Verdict {
  const message = `The pools may cost more than budget ${budget.name}`
  const { most, reason = '', evidence } = costInSpan(budget, platform)
  if (most === undefined) return doubtful(`${message}.`, reason, ...evidence)
  const planned = valueOf(budget.amount) ?? 0
  if (most <= planned) return pass()
  const told = Number.isFinite(most) ? `up to ${Math.ceil(most)} at the prices of machines` : 'without bound'
  return fail(`${message}: ${told}, while ${planned} are planned.`, originOf(budget.amount), ...evidence)
}

function planned(amount: number, count: string): string {
  const nodes = pool('vm_size = "Standard_NC24ads_A100_v4"', 'auto_scaling_enabled = true', count)
  return `${azure('consumption_budget_subscription', 'subscription_id = "/subscriptions/0"', `amount = ${amount}`)}${nodes}`
}
