import type { Control } from '../control.ts'
import { anyOf, demand } from '../verdict.ts'
import { azure, block } from '../azure-examples.ts'

export const vaultKeyWithoutEnd: Control<'vault-key'> = {
  id: 'BH-1278',
  name: 'vault-key-without-end',
  title: 'Key never ends',
  layer: 'cloud',
  severity: 'low',
  guarantees: ['isolation', 'containment'],
  barriers: [],
  vector: 'exposed-secrets',
  references: ['checkov:CKV_AZURE_40', 'trivy:AZU-0014', 'mcsb:DP-7'],
  differs: {
    'checkov:CKV_AZURE_40':
      'In templates Checkov asks for the policy of rotation alone; a date of the key itself is one, too.',
  },
  rationale: 'A key that was copied once works for ever, and nobody is made to change it.',
  remediation:
    'Give the key an end, and a policy that makes a new one in time. Bicep and ARM: `properties.attributes.exp` with `properties.rotationPolicy`; Terraform: `expiration_date` with `rotation_policy {}`.',
  applies: 'vault-key',
  check: ({ expires, expiresByPolicy, name }) =>
    anyOf(
      [expiresByPolicy, expires].map((known) =>
        demand(known, (day) => day !== undefined, `Key ${name} never ends.`),
      ),
    ),
  examples: {
    fail: [azure('key_vault_key', 'name = "disks"')],
    pass: [
      azure('key_vault_key', 'expiration_date = "2027-06-30T00:00:00Z"'),
      azure('key_vault_key', block('rotation_policy', 'expire_after = "P90D"')),
      azure(
        'key_vault_key',
        'expiration_date = var.unknown',
        block('rotation_policy', 'expire_after = "P90D"'),
      ),
    ],
    unknown: [azure('key_vault_key', 'expiration_date = var.unknown')],
  },
}
