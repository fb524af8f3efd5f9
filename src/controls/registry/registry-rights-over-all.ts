import type { Control } from '../control.ts'
import { demand } from '../verdict.ts'
import { registry } from '../azure-examples.ts'

export const registryRightsOverAll: Control<'container-registry'> = {
  id: 'BH-1149',
  name: 'registry-rights-over-all',
  title: 'A right on the registry is one on every image',
  layer: 'registry',
  severity: 'medium',
  guarantees: ['isolation'],
  barriers: ['I.pull'],
  vector: 'supply-chain',
  references: ['mcsb:PA-7'],
  rationale:
    '`AcrPull` reads the images of all tenants. With repository permissions (ABAC) an identity pulls what its own tenant has.',
  remediation:
    'Bicep and ARM: `properties.roleAssignmentMode: AbacRepositoryPermissions`; Terraform: `role_assignment_mode = "AbacRepositoryPermissions"`; and `Container Registry Repository Reader` with a condition instead of `AcrPull`.',
  applies: 'container-registry',
  check: (registry) =>
    demand(
      registry.roleAssignmentMode,
      (mode) => mode?.toLowerCase() === 'abacrepositorypermissions',
      `Rights on registry ${registry.name} cannot be bounded to repositories.`,
    ),
  examples: {
    fail: [registry()],
    pass: [registry('role_assignment_mode = "AbacRepositoryPermissions"')],
    unknown: [registry('role_assignment_mode = var.unknown')],
  },
}
