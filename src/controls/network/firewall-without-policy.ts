import type { Control } from '../control.ts'
import { demand } from '../verdict.ts'
import { azure } from '../azure-examples.ts'

export const firewallWithoutPolicy: Control<'firewall'> = {
  id: 'BH-1244',
  name: 'firewall-without-policy',
  title: 'Firewall has no policy',
  layer: 'network',
  severity: 'low',
  guarantees: ['containment'],
  barriers: ['N.fw'],
  vector: 'insecure-networking',
  references: ['checkov:CKV_AZURE_219', 'mcsb:NS-3'],
  rationale:
    'Rules that stand in the firewall itself cannot be inherited, reviewed and applied as one: what one environment learns the others do not get.',
  remediation:
    'Put the rules into a policy and name it. Bicep and ARM: `properties.firewallPolicy.id` with `Microsoft.Network/firewallPolicies`; Terraform: `firewall_policy_id` with `azurerm_firewall_policy`.',
  applies: 'firewall',
  check: ({ policy, name }) =>
    demand(policy, (each) => each !== undefined, `Firewall ${name} has no policy.`),
  examples: {
    fail: [azure('firewall')],
    pass: [azure('firewall', 'firewall_policy_id = azurerm_firewall_policy.models.id')],
    unknown: [azure('firewall', 'firewall_policy_id = var.unknown')],
  },
}
