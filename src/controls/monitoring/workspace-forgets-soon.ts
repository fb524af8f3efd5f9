import type { Control } from '../control.ts'
import { demand } from '../verdict.ts'
import { azure } from '../azure-examples.ts'

export const workspaceForgetsSoon: Control<'log-workspace'> = {
  id: 'BH-1268',
  name: 'workspace-forgets-soon',
  title: 'Logs are gone before anybody looks',
  layer: 'monitoring',
  severity: 'low',
  guarantees: ['isolation', 'containment'],
  barriers: [],
  vector: 'misconfigured-container',
  references: ['mcsb:LT-6'],
  rationale: 'Break-ins are found months later. What the audit log said then has been deleted.',
  remediation:
    'Bicep and ARM: `properties.retentionInDays: 90` or more; Terraform: `retention_in_days = 90`. Keep logs a year in cheaper storage.',
  applies: 'log-workspace',
  check: ({ retentionInDays, name }) =>
    demand(retentionInDays, (days) => days >= 90, `Workspace ${name} keeps logs for less than 90 days.`),
  examples: {
    fail: [azure('log_analytics_workspace'), azure('log_analytics_workspace', 'retention_in_days = 30')],
    pass: [azure('log_analytics_workspace', 'retention_in_days = 90')],
    unknown: [azure('log_analytics_workspace', 'retention_in_days = var.unknown')],
  },
}
