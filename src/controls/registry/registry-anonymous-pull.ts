import type { Control } from '../control.ts'
import { forbid } from '../verdict.ts'
import { registry } from '../azure-examples.ts'

export const registryAnonymousPull: Control<'container-registry'> = {
  id: 'BH-1142',
  name: 'registry-anonymous-pull',
  title: 'Registry hands out images without a login',
  layer: 'registry',
  severity: 'high',
  guarantees: ['isolation', 'containment'],
  barriers: ['I.pull'],
  vector: 'supply-chain',
  references: [
    'checkov:CKV_AZURE_138',
    'azure-policy:9f2dea28-e834-476c-99c5-3507b4728395',
    'azure-policy:cced2946-b08a-44fe-9fd9-e4ed8a779897',
    'psrule:Azure.ACR.AnonymousAccess',
    'mcsb:IM-1',
  ],
  rationale:
    'The tenants’ models are data: whoever reaches the registry, a container of another tenant among them, reads them all.',
  remediation:
    'Bicep and ARM: `properties.anonymousPullEnabled: false`; Terraform: `anonymous_pull_enabled = false`.',
  applies: 'container-registry',
  when: ({ sku }) => sku.state === 'hidden' || able.has(sku.value.toLowerCase()),
  check: (registry) =>
    forbid(
      registry.anonymousPullEnabled,
      (isOn) => isOn,
      `Registry ${registry.name} hands out every image to whoever asks.`,
    ),
  examples: {
    fail: [registry('sku = "Standard"', 'anonymous_pull_enabled = true')],
    pass: [registry('sku = "Standard"')],
    unknown: [registry('sku = "Premium"', 'anonymous_pull_enabled = var.unknown')],
  },
}

/** Azure refuses it in other tiers. */
const able = new Set(['standard', 'premium'])
