import type { Control } from '../control.ts'
import { forbid } from '../verdict.ts'
import { registryPart } from '../azure-examples.ts'

export const registryTokenLasting: Control<'registry-token'> = {
  id: 'BH-1211',
  name: 'registry-token-lasting',
  title: 'A password opens repositories of the registry',
  layer: 'registry',
  severity: 'medium',
  guarantees: ['isolation', 'containment'],
  barriers: ['Z.key'],
  vector: 'exposed-secrets',
  references: [
    'azure-policy:ff05e24e-195c-447e-b322-5e90c9f9f366',
    'azure-policy:a9b426fe-8856-4945-8600-18c5dd1cca2a',
    'mcsb:IM-1',
  ],
  rationale:
    'A token of the registry is a password that no conditional access and no managed identity stands behind: whoever reads it once pulls, or pushes, from then on.',
  remediation:
    'Use managed identities with repository permissions; disable the token (Bicep and ARM: `properties.status: disabled`; Terraform: `enabled = false`), or waive this with when its password ends and that it only pulls.',
  applies: 'registry-token',
  check: (token) =>
    forbid(
      token.status,
      (status) => status.toLowerCase() === 'enabled',
      `Token ${token.name} opens repositories to whoever knows its password.`,
    ),
  examples: {
    fail: [registryPart('token', 'name = "ci"')],
    pass: [registryPart('token', 'enabled = false')],
    unknown: [registryPart('token', 'enabled = var.unknown')],
  },
}
