import type { Control } from '../control.ts'
import { demand, worst } from '../verdict.ts'
import { azure, block } from '../azure-examples.ts'

export const webFirewallOnlyDetects: Control<'web-firewall-policy'> = {
  id: 'BH-1254',
  name: 'web-firewall-only-detects',
  title: 'Web firewall stops nothing',
  layer: 'network',
  severity: 'medium',
  guarantees: ['fair-share'],
  barriers: ['X.app'],
  vector: 'insecure-networking',
  references: [
    'checkov:CKV_AZURE_122',
    'mcsb:NS-6',
    'aks-baseline:35',
    'psrule:Azure.AppGwWAF.PreventionMode',
  ],
  differs: {
    'checkov:CKV_AZURE_122': 'Checkov lets `Detection` pass, which stops nothing.',
  },
  rationale:
    'In front of an endpoint for inference the web firewall bounds how often one may ask. One that is off, or only writes down what it sees, bounds nothing.',
  remediation:
    'Bicep and ARM: `properties.policySettings: { state: Enabled, mode: Prevention }`; Terraform: `policy_settings { enabled = true, mode = "Prevention" }`.',
  applies: 'web-firewall-policy',
  check: ({ state, mode, name }) =>
    worst([
      demand(state, (each) => each === 'Enabled', `Web firewall policy ${name} is switched off.`),
      demand(
        mode,
        (each) => each === 'Prevention',
        `Web firewall policy ${name} writes down what it should stop.`,
      ),
    ]),
  examples: {
    fail: [
      azure('web_application_firewall_policy', block('policy_settings', 'enabled = false')),
      azure('web_application_firewall_policy', block('policy_settings', 'mode = "Detection"')),
    ],
    pass: [
      azure('web_application_firewall_policy'),
      azure('web_application_firewall_policy', block('policy_settings', 'mode = "Prevention"')),
    ],
    unknown: [azure('web_application_firewall_policy', block('policy_settings', 'mode = var.unknown'))],
  },
}
