import type { Control } from '../control.ts'
import { forbid } from '../verdict.ts'
import { registry } from '../azure-examples.ts'

export const registryAdminUser: Control<'container-registry'> = {
  id: 'BH-1141',
  name: 'registry-admin-user',
  title: 'Registry has an admin user',
  layer: 'registry',
  severity: 'high',
  guarantees: ['isolation', 'containment'],
  barriers: ['I.push'],
  vector: 'exposed-secrets',
  references: [
    'checkov:CKV_AZURE_137',
    'cis-aks-1.8:5.1.2',
    'cis-aks-1.7:5.1.2',
    'azure-policy:dc921057-6b28-4fbe-9b83-f7bec05db6c2',
    'azure-policy:79fdfe03-ffcb-4e55-b4d0-b925b8241759',
    'psrule:Azure.ACR.AdminUser',
    'mcsb:IM-1',
  ],
  rationale:
    'One password for everybody that may push: it ends in pull secrets, where code in a container reads it, and nobody can tell who used it.',
  remediation:
    'Bicep and ARM: `properties.adminUserEnabled: false`; Terraform: `admin_enabled = false`. Nodes and builds sign in with their identities.',
  applies: 'container-registry',
  check: (registry) =>
    forbid(
      registry.adminUserEnabled,
      (isOn) => isOn,
      `Registry ${registry.name} has an admin user, whose password pulls and pushes everything.`,
    ),
  examples: {
    fail: [registry('admin_enabled = true')],
    pass: [registry()],
    unknown: [registry('admin_enabled = var.unknown')],
  },
}
