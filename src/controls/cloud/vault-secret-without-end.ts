import type { Control } from '../control.ts'
import { demand } from '../verdict.ts'
import { azure } from '../azure-examples.ts'

export const vaultSecretWithoutEnd: Control<'vault-secret'> = {
  id: 'BH-1279',
  name: 'vault-secret-without-end',
  title: 'Secret never ends',
  layer: 'cloud',
  severity: 'low',
  guarantees: ['isolation', 'containment'],
  barriers: [],
  vector: 'exposed-secrets',
  references: ['checkov:CKV_AZURE_41', 'trivy:AZU-0017', 'mcsb:DP-7'],
  rationale: 'A secret that a container read and sent away works for ever, and nobody is made to change it.',
  remediation:
    'Give the secret an end, and change it before. Bicep and ARM: `properties.attributes.exp`; Terraform: `expiration_date`.',
  applies: 'vault-secret',
  check: ({ expires, name }) => demand(expires, (day) => day !== undefined, `Secret ${name} never ends.`),
  examples: {
    fail: [azure('key_vault_secret', 'name = "token"')],
    pass: [azure('key_vault_secret', 'expiration_date = "2027-06-30T00:00:00Z"')],
    unknown: [azure('key_vault_secret', 'expiration_date = var.unknown')],
  },
}
