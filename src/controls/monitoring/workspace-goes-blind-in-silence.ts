import type { Control } from '../control.ts'
import { doubtful, fail, pass, type Verdict } from '../verdict.ts'
import { remember } from '../../kernel/remember.ts'
import type { LogWorkspace } from '../../model/azure.ts'
import { isKnown, originOf, valueOf } from '../../model/known.ts'
import type { Platform } from '../../model/platform.ts'
import { azure, block } from '../azure-examples.ts'

export const workspaceGoesBlindInSilence: Control<'log-workspace'> = {
  id: 'BH-1269',
  name: 'workspace-goes-blind-in-silence',
  title: 'Workspace stops taking logs and nobody is told',
  layer: 'monitoring',
  severity: 'medium',
  guarantees: ['isolation', 'containment', 'fair-share'],
  barriers: [],
  vector: 'misconfigured-container',
  references: ['mcsb:LT-6'],
  rationale:
    'A cap keeps the bill small, and whoever writes enough logs reaches it before noon: until midnight the detections read nothing. That is a fair price only where somebody hears of it.',
  remediation:
    'Keep the cap and add a rule that reads `_LogOperation` for `OverQuota` (Bicep and ARM: `Microsoft.Insights/scheduledQueryRules`; Terraform: `azurerm_monitor_scheduled_query_rules_alert_v2`), or leave the cap out and bound what is collected.',
  applies: 'log-workspace',
  check: judge,
  examples: {
    fail: [capped(), `${capped()}${alert('AzureActivity')}`],
    pass: [azure('log_analytics_workspace'), `${capped()}${alert('_LogOperation | where Level == 1')}`],
    unknown: [azure('log_analytics_workspace', 'daily_quota_gb = var.unknown')],
  },
}

const telling = /\b(?:_LogOperation|Operation|Usage)\b/

function judge({ dailyQuota, name }: LogWorkspace, platform: Platform): Verdict {
  const message = `Nobody is told when workspace ${name} has reached its cap and stops taking logs.`
  if (dailyQuota.state === 'hidden') return doubtful(message, dailyQuota.reason, dailyQuota.origin)
  if (dailyQuota.value < 0) return pass()
  return isTold(platform) ? pass() : fail(message, originOf(dailyQuota))
}

const isTold = remember((platform: Platform): boolean =>
  platform
    .all('log-alert')
    .filter(({ enabled }) => !isKnown(enabled, false))
    .some(({ queries }) => queries.some((query) => telling.test(valueOf(query) ?? ''))),
)

function capped(): string {
  return azure('log_analytics_workspace', 'daily_quota_gb = 5')
}

function alert(query: string): string {
  return azure(
    'monitor_scheduled_query_rules_alert_v2',
    block('criteria', `query = "${query.replaceAll('"', '\\"')}"`),
  )
}
