import type { Control } from '../control.ts'
import { demand } from '../verdict.ts'
import { azure } from '../azure-examples.ts'

export const firewallPolicyIgnoresThreats: Control<'firewall-policy'> = {
  id: 'BH-1242',
  name: 'firewall-policy-ignores-threats',
  title: 'Firewall only tells of known attackers',
  layer: 'network',
  severity: 'medium',
  guarantees: ['containment', 'fair-share'],
  barriers: ['N.fw'],
  vector: 'insecure-networking',
  references: ['mcsb:NS-3', 'psrule:Azure.Firewall.PolicyMode'],
  rationale:
    'Azure knows the addresses of miners and of machines that give orders. By default the firewall writes them down and lets the packets pass.',
  remediation:
    'Bicep and ARM: `properties.threatIntelMode: Deny` of `Microsoft.Network/firewallPolicies`; Terraform: `threat_intelligence_mode = "Deny"`.',
  applies: 'firewall-policy',
  check: ({ threatIntelMode, name }) =>
    demand(
      threatIntelMode,
      (mode) => mode === 'Deny',
      `Policy ${name} lets packets pass to addresses that are known as attackers’.`,
    ),
  examples: {
    fail: [azure('firewall_policy'), azure('firewall_policy', 'threat_intelligence_mode = "Alert"')],
    pass: [azure('firewall_policy', 'threat_intelligence_mode = "Deny"')],
    unknown: [azure('firewall_policy', 'threat_intelligence_mode = var.unknown')],
  },
}
