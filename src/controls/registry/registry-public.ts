import type { Control } from '../control.ts'
import { demand } from '../verdict.ts'
import { registry } from '../azure-examples.ts'

export const registryPublic: Control<'container-registry'> = {
  id: 'BH-1143',
  name: 'registry-public',
  title: 'Registry can be reached from the internet',
  layer: 'registry',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['Z.pe'],
  vector: 'insecure-networking',
  references: [
    'checkov:CKV_AZURE_139',
    'azure-policy:0fdf0491-d080-4575-b627-ad0e843cba0f',
    'azure-policy:a3701552-92ea-433e-9d17-33b7f1208fc9',
    'mcsb:NS-2',
    'aks-baseline:19',
  ],
  rationale:
    'A stolen credential pulls and pushes from anywhere, and hostile code takes data out through a registry that its firewall lets it reach.',
  remediation:
    'Bicep and ARM: `properties.publicNetworkAccess: Disabled`; Terraform: `public_network_access_enabled = false`; with a private endpoint.',
  applies: 'container-registry',
  check: (registry) =>
    demand(
      registry.publicNetworkAccess,
      (access) => access.toLowerCase() === 'disabled',
      `Registry ${registry.name} can be reached from the internet.`,
    ),
  examples: {
    fail: [registry(), registry('public_network_access_enabled = true')],
    pass: [registry('public_network_access_enabled = false')],
    unknown: [registry('public_network_access_enabled = var.unknown')],
  },
}
