import type { Control } from '../control.ts'
import { demand } from '../verdict.ts'
import { azure } from '../azure-examples.ts'

export const activityAlertOff: Control<'activity-alert'> = {
  id: 'BH-1276',
  name: 'activity-alert-off',
  title: 'Alert on what Azure is asked is switched off',
  layer: 'monitoring',
  severity: 'low',
  guarantees: ['containment'],
  barriers: [],
  vector: 'misconfigured-container',
  references: ['mcsb:LT-3'],
  rationale:
    'Rights that somebody gives himself, credentials of the administrator, commands by way of Azure: only the activity log shows them, and only an alert makes somebody look.',
  remediation:
    'Bicep and ARM: `properties.enabled: true` of `Microsoft.Insights/activityLogAlerts`; Terraform: `enabled = true`.',
  applies: 'activity-alert',
  check: ({ enabled, name }) => demand(enabled, (isOn) => isOn, `Alert ${name} is switched off.`),
  examples: {
    fail: [azure('monitor_activity_log_alert', 'enabled = false')],
    pass: [azure('monitor_activity_log_alert')],
    unknown: [azure('monitor_activity_log_alert', 'enabled = var.unknown')],
  },
}
