import type { Control } from '../control.ts'
import { demand } from '../verdict.ts'
import { registry } from '../azure-examples.ts'

export const registryExports: Control<'container-registry'> = {
  id: 'BH-1146',
  name: 'registry-exports',
  title: 'Images can be copied out of the registry',
  layer: 'registry',
  severity: 'low',
  guarantees: ['containment'],
  barriers: [],
  vector: 'supply-chain',
  references: [
    'azure-policy:524b0254-c285-4903-bee6-bb8126cde579',
    'psrule:Azure.ACR.ExportPolicy',
    'mcsb:DP-2',
  ],
  rationale:
    'Who has a right on another registry may import from this one past every network rule: models leave through Azure itself.',
  remediation:
    'Bicep and ARM: `properties.policies.exportPolicy.status: disabled`; Terraform: `export_policy_enabled = false`. It needs Premium and no public access.',
  applies: 'container-registry',
  check: (registry) =>
    demand(
      registry.policies.export,
      (status) => status.toLowerCase() === 'disabled',
      `Registry ${registry.name} lets images be copied to other registries.`,
    ),
  examples: {
    fail: [registry(), registry('export_policy_enabled = true')],
    pass: [registry('export_policy_enabled = false')],
    unknown: [registry('export_policy_enabled = var.unknown')],
  },
}
