import type { Control } from '../control.ts'
import { anyOf, demand, fail, type Verdict, worst } from '../verdict.ts'
import { remember } from '../../kernel/remember.ts'
import { typeOf } from '../../link/types.ts'
import type { DiagnosticLog, DiagnosticSetting } from '../../model/azure.ts'
import { originOf, valueOf } from '../../model/known.ts'
import type { Platform } from '../../model/platform.ts'
import { azure, block } from '../azure-examples.ts'

export const activityLogKeptInPart: Control<'diagnostic-setting'> = {
  id: 'BH-1381',
  name: 'activity-log-kept-in-part',
  title: 'Only a part of the activity log is kept',
  layer: 'monitoring',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: [],
  vector: 'misconfigured-container',
  references: ['mcsb:LT-3', 'mcsb:LT-5'],
  rationale:
    'The activity log of a subscription tells who changed what in Azure: rights, networks, clusters. Azure forgets it after 90 days, and what no setting sends on Sentinel never sees.',
  remediation:
    'Send the categories `Administrative`, `Security`, `Alert` and `Policy` of the subscription to the workspace. Bicep and ARM: `logs` of `Microsoft.Insights/diagnosticSettings` at the subscription; Terraform: `enabled_log` of `azurerm_monitor_diagnostic_setting` with the subscription as `target_resource_id`.',
  applies: 'diagnostic-setting',
  when: (setting, platform) => settingsBeside(setting, platform)[0] === setting,
  check: judge,
  examples: {
    fail: [kept('"Administrative"'), kept('"Administrative"', '"Security"', '"Alert"'), kept()],
    pass: [
      kept('"Administrative"', '"Security"', '"Alert"', '"Policy"'),
      kept('"allLogs"').replace('category', 'category_group'),
    ],
    unknown: [kept('var.unknown')],
  },
}

const demanded = ['Administrative', 'Security', 'Alert', 'Policy']

const settingsOf = remember((platform: Platform) =>
  Map.groupBy(platform.all('diagnostic-setting').filter(isOfSubscription), keyOf),
)

function keyOf({ declaredIn, scope }: DiagnosticSetting): string {
  return `${declaredIn}\0${valueOf(scope)?.to ?? ''}`
}

/** What one configuration keeps of the same subscription. */
function settingsBeside(setting: DiagnosticSetting, platform: Platform): readonly DiagnosticSetting[] {
  return settingsOf(platform).get(keyOf(setting)) ?? []
}

function isOfSubscription({ scope }: DiagnosticSetting): boolean {
  const reference = valueOf(scope)
  return reference !== undefined && typeOf(reference) === 'microsoft.resources/subscriptions'
}

/** Asked of the first setting of a subscription, for all of them. */
function judge(setting: DiagnosticSetting, platform: Platform): Verdict {
  const logs = settingsBeside(setting, platform).flatMap((each) => each.logs)
  return worst(
    demanded.map((category) => {
      const message = `Of the activity log ${category} is not kept.`
      if (logs.length === 0) return fail(message, originOf(setting.scope))
      return anyOf(logs.map((log) => judgeLog(log, category.toLowerCase(), message)))
    }),
  )
}

function judgeLog({ category, enabled }: DiagnosticLog, wanted: string, message: string): Verdict {
  const isKept = (name: string | undefined): boolean =>
    ['alllogs', wanted].includes(name?.toLowerCase() ?? '')
  return worst([demand(category, isKept, message), demand(enabled, (isOn) => isOn, message)])
}

function kept(...categories: readonly string[]): string {
  const logs = categories.map((category) => block('enabled_log', `category = ${category}`))
  return azure('monitor_diagnostic_setting', 'target_resource_id = "/subscriptions/0"', ...logs)
}
