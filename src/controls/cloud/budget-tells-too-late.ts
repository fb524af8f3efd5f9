import type { Control } from '../control.ts'
import { anyOf, demand, fail, type Verdict, worst } from '../verdict.ts'
import type { Budget } from '../../model/azure.ts'
import { azure, block } from '../azure-examples.ts'

export const budgetTellsTooLate: Control<'budget'> = {
  id: 'BH-1280',
  name: 'budget-tells-too-late',
  title: 'Budget tells once the money is gone',
  layer: 'cloud',
  severity: 'medium',
  guarantees: ['fair-share'],
  barriers: ['Z.cap'],
  vector: 'misconfigured-container',
  references: ['aks-baseline:39'],
  rationale:
    'A budget stops nothing: it writes. A miner in a container spends a month’s money in two days; who reads of it at 100 percent reads of it afterwards.',
  remediation:
    'Add notifications at 80 percent of `Actual` and at 100 percent of `Forecasted` or earlier, with contacts. Bicep and ARM: `threshold` and `thresholdType` in `properties.notifications`; Terraform: `notification { threshold, threshold_type }`.',
  applies: 'budget',
  check: judge,
  examples: {
    fail: [
      azure('consumption_budget_subscription', 'amount = 1000'),
      budget(['Actual', 100], ['Forecasted', 100]),
      budget(['Actual', 80]),
    ],
    pass: [budget(['Actual', 80], ['Forecasted', 100])],
    unknown: [budget(['Actual', 'var.unknown'], ['Forecasted', 100])],
  },
}

const latest: ReadonlyMap<string, number> = new Map([
  ['Actual', 80],
  ['Forecasted', 100],
])

function judge({ notifications, name }: Budget): Verdict {
  const message = `Budget ${name} does not tell in time.`
  if (notifications.length === 0) return fail(message)
  const answers = [...latest].map(([type, percent]) =>
    anyOf(
      notifications.map(({ enabled, threshold, thresholdType }) =>
        worst([
          demand(enabled, (isOn) => isOn, message),
          demand(thresholdType, (text) => text === type, message),
          demand(threshold, (value) => value !== undefined && value <= percent, message),
        ]),
      ),
    ),
  )
  const answer = worst(answers)
  return answer.verdict === 'fail' ? fail(message) : answer
}

function budget(...notifications: readonly (readonly [string, number | string])[]): string {
  const blocks = notifications.map(([type, threshold]) =>
    block(
      'notification',
      `threshold = ${threshold}`,
      `threshold_type = "${type}"`,
      'contact_emails = ["soc@example.com"]',
    ),
  )
  return azure('consumption_budget_subscription', 'amount = 1000', ...blocks)
}
