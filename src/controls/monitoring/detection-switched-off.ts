import type { Control } from '../control.ts'
import { demand } from '../verdict.ts'
import { detection } from '../azure-examples.ts'

export const detectionSwitchedOff: Control<'sentinel-rule'> = {
  id: 'BH-1275',
  name: 'detection-switched-off',
  title: 'Detection is switched off',
  layer: 'monitoring',
  severity: 'medium',
  guarantees: ['isolation', 'containment', 'fair-share'],
  barriers: [],
  vector: 'misconfigured-container',
  references: ['mcsb:LT-2'],
  rationale: 'A rule that somebody silenced for a week and forgot sees nothing.',
  remediation:
    'Bicep and ARM: `properties.enabled: true` of `Microsoft.SecurityInsights/alertRules`; Terraform: `enabled = true`. Or take the rule out and say why.',
  applies: 'sentinel-rule',
  check: ({ enabled, name }) => demand(enabled, (isOn) => isOn, `Rule ${name} is switched off.`),
  examples: {
    fail: [detection('SigninLogs', 'enabled = false')],
    pass: [detection('SigninLogs')],
    unknown: [detection('SigninLogs', 'enabled = var.unknown')],
  },
}
