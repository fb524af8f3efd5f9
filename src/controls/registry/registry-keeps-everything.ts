import type { Control } from '../control.ts'
import { demand } from '../verdict.ts'
import { block, registry } from '../azure-examples.ts'

export const registryKeepsEverything: Control<'container-registry'> = {
  id: 'BH-1145',
  name: 'registry-keeps-everything',
  title: 'Registry keeps untagged images for ever',
  layer: 'registry',
  severity: 'low',
  guarantees: ['fair-share'],
  barriers: [],
  vector: 'supply-chain',
  references: ['checkov:CKV_AZURE_167', 'psrule:Azure.ACR.Retention'],
  rationale:
    'Each push leaves the old image behind: it costs, it has known flaws, and it can be pulled by its digest.',
  remediation:
    'Bicep and ARM: `properties.policies.retentionPolicy: { status: enabled, days: 14 }`; Terraform: `retention_policy_in_days`.',
  applies: 'container-registry',
  check: (registry) =>
    demand(
      registry.policies.retention,
      (status) => status.toLowerCase() === 'enabled',
      `Registry ${registry.name} keeps images that no tag names any more.`,
    ),
  examples: {
    fail: [registry()],
    pass: [
      registry('retention_policy_in_days = 7'),
      registry(block('retention_policy', 'enabled = true', 'days = 7')),
    ],
    unknown: [registry(block('retention_policy', 'enabled = var.unknown'))],
  },
}
