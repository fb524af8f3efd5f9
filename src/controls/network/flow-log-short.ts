import type { Control } from '../control.ts'
import { demand, worst } from '../verdict.ts'
import { azure, block } from '../azure-examples.ts'

export const flowLogShort: Control<'flow-log'> = {
  id: 'BH-1250',
  name: 'flow-log-short',
  title: 'Nobody keeps long enough who talked to whom',
  layer: 'network',
  severity: 'low',
  guarantees: ['containment'],
  barriers: [],
  vector: 'insecure-networking',
  references: ['checkov:CKV_AZURE_12', 'trivy:AZU-0049', 'mcsb:LT-4'],
  differs: {
    'checkov:CKV_AZURE_12':
      'Checkov fails a number of days that nobody knows, which is unknown here, and one that is left out, which is 0: Azure then keeps flows for ever.',
  },
  rationale:
    'Break-ins are found months later. Which pod’s node sent how much to whom, only the log of flows tells then.',
  remediation:
    'Keep flows for 90 days or more. Bicep and ARM: `properties.enabled: true` with `properties.retentionPolicy: { enabled: true, days: 90 }`; Terraform: `enabled = true` with `retention_policy { enabled = true, days = 90 }`.',
  applies: 'flow-log',
  check: ({ enabled, retentionEnabled, retentionDays, name }) => {
    const message = `Flow log ${name} does not keep flows for 90 days.`
    return worst([
      demand(enabled, (isOn) => isOn, message),
      demand(retentionEnabled, (isOn) => isOn, message),
      demand(retentionDays, (days) => days === 0 || days >= 90, message),
    ])
  },
  examples: {
    fail: [
      azure('network_watcher_flow_log'),
      azure('network_watcher_flow_log', block('retention_policy', 'enabled = true', 'days = 7')),
    ],
    pass: [
      azure('network_watcher_flow_log', block('retention_policy', 'enabled = true', 'days = 90')),
      azure('network_watcher_flow_log', block('retention_policy', 'enabled = true', 'days = 0')),
    ],
    unknown: [
      azure('network_watcher_flow_log', block('retention_policy', 'enabled = true', 'days = var.unknown')),
    ],
  },
}
