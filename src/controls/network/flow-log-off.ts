import type { Control } from '../control.ts'
import { demand } from '../verdict.ts'
import { azure } from '../azure-examples.ts'

export const flowLogOff: Control<'flow-log'> = {
  id: 'BH-1251',
  name: 'flow-log-off',
  title: 'Flow log is switched off',
  layer: 'network',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: [],
  vector: 'insecure-networking',
  references: ['trivy:AZU-0073', 'mcsb:LT-4'],
  rationale: 'Which pod’s node sent how much to whom, only the log of flows tells.',
  remediation:
    'Bicep and ARM: `properties.enabled: true` of `Microsoft.Network/networkWatchers/flowLogs`; Terraform: `enabled = true`.',
  applies: 'flow-log',
  check: ({ enabled, name }) => demand(enabled, (isOn) => isOn, `Flow log ${name} is switched off.`),
  examples: {
    fail: [azure('network_watcher_flow_log', 'enabled = false')],
    pass: [azure('network_watcher_flow_log', 'enabled = true')],
    unknown: [azure('network_watcher_flow_log', 'enabled = var.unknown')],
  },
}
