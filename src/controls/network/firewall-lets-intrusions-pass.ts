import type { Control } from '../control.ts'
import { demand } from '../verdict.ts'
import { azure, block } from '../azure-examples.ts'

export const firewallLetsIntrusionsPass: Control<'firewall-policy'> = {
  id: 'BH-1245',
  name: 'firewall-lets-intrusions-pass',
  title: 'Firewall does not stop what looks like an attack',
  layer: 'network',
  severity: 'low',
  guarantees: ['containment'],
  barriers: ['N.fw'],
  vector: 'insecure-networking',
  references: ['checkov:CKV_AZURE_220', 'mcsb:NS-4'],
  rationale: 'Packets of known exploits and of known malware pass a firewall that looks at names alone.',
  remediation:
    'Bicep and ARM: `properties.intrusionDetection.mode: Deny` with `properties.sku.tier: Premium`; Terraform: `intrusion_detection { mode = "Deny" }` with `sku = "Premium"`.',
  applies: 'firewall-policy',
  check: ({ intrusionMode, name }) =>
    demand(
      intrusionMode,
      (mode) => mode === 'Deny',
      `Policy ${name} lets packets pass that look like an attack.`,
    ),
  examples: {
    fail: [
      azure('firewall_policy'),
      azure('firewall_policy', block('intrusion_detection', 'mode = "Alert"')),
    ],
    pass: [azure('firewall_policy', block('intrusion_detection', 'mode = "Deny"'))],
    unknown: [azure('firewall_policy', block('intrusion_detection', 'mode = var.unknown'))],
  },
}
