import type { Control } from '../control.ts'
import { demand } from '../verdict.ts'
import { registry } from '../azure-examples.ts'

export const registryBelowPremium: Control<'container-registry'> = {
  id: 'BH-1204',
  name: 'registry-below-premium',
  title: 'Registry has no private link, quarantine or copies',
  layer: 'registry',
  severity: 'low',
  guarantees: ['containment'],
  barriers: ['Z.pe'],
  vector: 'insecure-networking',
  references: ['azure-policy:bd560fc0-3c69-498a-ae9f-aa8eb7de0e13', 'psrule:Azure.ACR.MinSku', 'mcsb:NS-2'],
  differs: {
    'psrule:Azure.ACR.MinSku': 'PSRule is content with Standard, which cannot be taken off the internet.',
  },
  rationale:
    'Only Premium can be taken off the internet, keep images back until they are scanned, and refuse exports. A rule of Checkov that accepts Standard alone is out of date.',
  remediation: 'Bicep and ARM: `sku.name: Premium`; Terraform: `sku = "Premium"`.',
  applies: 'container-registry',
  check: (registry) =>
    demand(
      registry.sku,
      (sku) => sku.toLowerCase() === 'premium',
      `Registry ${registry.name} cannot be taken off the internet.`,
    ),
  examples: {
    fail: [registry(), registry('sku = "Standard"')],
    pass: [registry('sku = "Premium"')],
    unknown: [registry('sku = var.unknown')],
  },
}
