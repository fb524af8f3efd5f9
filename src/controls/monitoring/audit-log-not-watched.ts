import type { Control } from '../control.ts'
import { doubtful, fail, pass, type Verdict } from '../verdict.ts'
import { remember } from '../../kernel/remember.ts'
import { isKnown } from '../../model/known.ts'
import { anyMatch, type Match } from '../../model/selector.ts'
import { settingsOf } from '../../link/diagnostics.ts'
import { isFilled, tablesIn } from '../../link/log-tables.ts'
import type { ManagedCluster, SentinelRule } from '../../model/azure.ts'
import type { Platform } from '../../model/platform.ts'
import { detection, loggedCluster } from '../azure-examples.ts'

export const auditLogNotWatched: Control<'managed-cluster'> = {
  id: 'BH-1273',
  name: 'audit-log-not-watched',
  title: 'No rule reads the audit log of the cluster',
  layer: 'monitoring',
  severity: 'high',
  guarantees: ['isolation', 'containment', 'fair-share'],
  barriers: [],
  vector: 'misconfigured-container',
  references: ['mcsb:LT-2', 'mcsb:LT-1'],
  rationale:
    'Collected is not detected: commands in pods, new tokens and new rights are written down, and no rule asks for them.',
  remediation:
    'Enable rules that read the table that the diagnostic setting fills: `AKSAudit` or `AKSAuditAdmin` with `Dedicated` tables, else `AzureDiagnostics`. Bicep and ARM: `properties.query` of `Microsoft.SecurityInsights/alertRules`; Terraform: `query` of `azurerm_sentinel_alert_rule_scheduled`.',
  applies: 'managed-cluster',
  when: (cluster, platform) =>
    settingsOf(cluster, platform).length > 0 && platform.all('sentinel-rule').length > 0,
  check: judge,
  examples: {
    fail: [
      `${loggedCluster('kube-audit')}${detection('SigninLogs')}`,
      `${loggedCluster('kube-audit')}${detection('AKSAudit | take 1')}`,
      `${loggedCluster('kube-audit')}${detection(inShared(), 'enabled = false')}`,
    ],
    pass: [
      `${loggedCluster('kube-audit')}${detection(inShared())}`,
      `${ownTables(loggedCluster('kube-audit-admin'))}${detection('AKSAuditAdmin | take 1')}`,
    ],
    unknown: [`${loggedCluster('kube-audit')}${detection(inShared(), 'enabled = var.unknown')}`],
  },
}

function judge(cluster: ManagedCluster, platform: Platform): Verdict {
  const message = `No rule reads the audit log of cluster ${cluster.name}.`
  const answer = anyRule(platform)
  if (answer === 'unknown') return doubtful(message, 'a rule cannot be read')
  return answer === 'yes' ? pass() : fail(message)
}

/** Whether a rule that is on reads a table that a cluster’s logs fill. */
const anyRule = remember((platform: Platform): Match =>
  anyMatch(platform.all('sentinel-rule').map((rule) => reads(rule, platform))),
)

function reads({ query, enabled }: SentinelRule, platform: Platform): Match {
  if (isKnown(enabled, false)) return 'no'
  if (query.state === 'hidden') return 'unknown'
  const isRead = tablesIn(query.value ?? '').some(
    (read) => read.kind === 'managed-cluster' && isFilled(read, platform) !== 'no',
  )
  if (!isRead) return 'no'
  return enabled.state === 'hidden' ? 'unknown' : 'yes'
}

function inShared(): string {
  return 'AzureDiagnostics | where Category == \\"kube-audit\\"'
}

function ownTables(text: string): string {
  return text.replace(
    '  target_resource_id',
    '  log_analytics_destination_type = "Dedicated"\n  target_resource_id',
  )
}
