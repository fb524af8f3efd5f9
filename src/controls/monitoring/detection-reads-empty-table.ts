import type { Control } from '../control.ts'
import { doubtful, every, fail, pass, type Verdict } from '../verdict.ts'
import { isFilled, tablesIn } from '../../link/log-tables.ts'
import type { SentinelRule } from '../../model/azure.ts'
import { isKnown, originOf } from '../../model/known.ts'
import type { Platform } from '../../model/platform.ts'
import { detection, loggedCluster, loggedRegistry, loggedVault } from '../azure-examples.ts'

export const detectionReadsEmptyTable: Control<'sentinel-rule'> = {
  id: 'BH-1274',
  name: 'detection-reads-empty-table',
  title: 'Rule reads a table that nothing fills',
  layer: 'monitoring',
  severity: 'high',
  guarantees: ['isolation', 'containment', 'fair-share'],
  barriers: [],
  vector: 'misconfigured-container',
  references: ['mcsb:LT-2', 'mcsb:LT-1'],
  rationale:
    'A resource’s logs go into a table of its own, or into the one that all share, as its setting says. A rule that asks the other finds nothing, ever, and looks as if all were well.',
  remediation:
    'Where rules read tables such as `AKSAudit`, fill these, with the category that the rule asks for. Bicep and ARM: `properties.logAnalyticsDestinationType: Dedicated` of `Microsoft.Insights/diagnosticSettings`; Terraform: `log_analytics_destination_type = "Dedicated"`.',
  applies: 'sentinel-rule',
  when: ({ enabled }) => !isKnown(enabled, false),
  check: judge,
  examples: {
    fail: [
      `${detection('AKSAudit | take 1')}${loggedCluster('kube-audit')}`,
      `${detection('AKSAuditAdmin | take 1')}${ownTables(loggedCluster('kube-audit'))}`,
      `${detection('AZKVAuditLogs')}${loggedVault('AuditEvent')}`,
    ],
    pass: [
      `${detection('AKSAudit | take 1')}${ownTables(loggedCluster('kube-audit'))}`,
      `${detection('ContainerRegistryLoginEvents')}${loggedRegistry('ContainerRegistryLoginEvents')}`,
      detection('// AKSAudit'),
      detection('AKSAudit'),
    ],
    unknown: [
      `${detection('AKSAudit')}${ownTables(loggedCluster('kube-audit')).replace('"Dedicated"', 'var.unknown')}variable "unknown" {}\n`,
    ],
  },
}

function judge({ query, name }: SentinelRule, platform: Platform): Verdict {
  if (query.state === 'hidden')
    return doubtful(`Rule ${name} reads a table that nothing fills.`, query.reason, query.origin)
  return every(tablesIn(query.value ?? ''), (read) => {
    const message = `Rule ${name} reads ${read.table}, which no setting fills.`
    const filled = isFilled(read, platform)
    if (filled === 'no') return fail(message, originOf(query))
    return filled === 'unknown' ? doubtful(message, 'a setting cannot be read', originOf(query)) : pass()
  })
}

function ownTables(text: string): string {
  return text.replace(
    '  target_resource_id',
    '  log_analytics_destination_type = "Dedicated"\n  target_resource_id',
  )
}
