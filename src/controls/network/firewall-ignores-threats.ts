import type { Control } from '../control.ts'
import { demand, ifThere } from '../verdict.ts'
import { isKnown } from '../../model/known.ts'
import { azure } from '../azure-examples.ts'

export const firewallIgnoresThreats: Control<'firewall'> = {
  id: 'BH-1243',
  name: 'firewall-ignores-threats',
  title: 'Firewall without policy lets known attackers pass',
  layer: 'network',
  severity: 'medium',
  guarantees: ['containment', 'fair-share'],
  barriers: ['N.fw'],
  vector: 'insecure-networking',
  references: ['checkov:CKV_AZURE_216', 'mcsb:NS-3'],
  rationale:
    'Azure knows the addresses of miners and of machines that give orders. By default the firewall writes them down and lets the packets pass.',
  remediation:
    'Bicep and ARM: `properties.threatIntelMode: Deny` of `Microsoft.Network/azureFirewalls`; Terraform: `threat_intel_mode = "Deny"`. Or give the firewall a policy that denies.',
  applies: 'firewall',
  when: ({ policy }) => policy.state === 'hidden' || isKnown(policy, undefined),
  check: ({ threatIntelMode, name, policy }) => {
    const verdict = demand(
      threatIntelMode,
      (mode) => mode === 'Deny',
      `Firewall ${name} lets packets pass to addresses that are known as attackers’.`,
    )
    return policy.state === 'hidden' ? ifThere(verdict, 'a policy') : verdict
  },
  examples: {
    fail: [azure('firewall'), azure('firewall', 'threat_intel_mode = "Off"')],
    pass: [azure('firewall', 'threat_intel_mode = "Deny"')],
    unknown: [
      azure('firewall', 'threat_intel_mode = var.unknown'),
      azure('firewall', 'firewall_policy_id = var.unknown'),
    ],
  },
}
