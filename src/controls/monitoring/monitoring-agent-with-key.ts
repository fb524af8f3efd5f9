import type { Control } from '../control.ts'
import { demand, ifThere } from '../verdict.ts'
import { dueTo, isKnown } from '../../model/known.ts'
import { block, cluster } from '../azure-examples.ts'

export const monitoringAgentWithKey: Control<'managed-cluster'> = {
  id: 'BH-1182',
  name: 'monitoring-agent-with-key',
  title: 'Monitoring agent signs in with a shared key',
  layer: 'monitoring',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['Z.key'],
  vector: 'exposed-secrets',
  references: ['mcsb:LT-3'],
  rationale:
    'The key of the workspace lies on every node: whoever takes it writes forged logs, or so many that the real ones are lost. With a managed identity there is no key.',
  remediation:
    'Bicep and ARM: `properties.addonProfiles.omsagent.config.useAADAuth` with the text `true`; Terraform: `oms_agent { msi_auth_for_monitoring_enabled = true }`.',
  applies: 'managed-cluster',
  when: ({ addons: { monitoring } }) => monitoring.state === 'hidden' || isKnown(monitoring, true),
  check: ({ name, addons: { monitoring, monitoringSignsIn } }) => {
    const verdict = demand(
      dueTo(monitoringSignsIn, monitoring),
      (isOn) => isOn,
      `The monitoring agent of cluster ${name} signs in with the key of its workspace.`,
    )
    return monitoring.state === 'hidden' ? ifThere(verdict, 'the agent') : verdict
  },
  examples: {
    fail: [
      cluster(block('oms_agent', 'log_analytics_workspace_id = "logs"')),
      cluster(
        block('oms_agent', 'log_analytics_workspace_id = "logs"', 'msi_auth_for_monitoring_enabled = false'),
      ),
    ],
    pass: [
      cluster(
        block('oms_agent', 'log_analytics_workspace_id = "logs"', 'msi_auth_for_monitoring_enabled = true'),
      ),
    ],
    unknown: [
      cluster(
        block(
          'oms_agent',
          'log_analytics_workspace_id = "logs"',
          'msi_auth_for_monitoring_enabled = var.unknown',
        ),
      ),
    ],
  },
}
