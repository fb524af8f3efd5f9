import type { Control } from '../control.ts'
import { demand } from '../verdict.ts'
import { azure } from '../azure-examples.ts'

export const vaultWithAccessPolicies: Control<'key-vault'> = {
  id: 'BH-1230',
  name: 'vault-with-access-policies',
  title: 'Vault is opened by its own access policies',
  layer: 'cloud',
  severity: 'medium',
  guarantees: ['isolation', 'containment'],
  barriers: ['Z.scope'],
  vector: 'exposed-secrets',
  references: [
    'mcsb:PA-7',
    'psrule:Azure.KeyVault.RBAC',
    'azure-policy:12d4fa5e-1f9f-4c21-97a9-b99b3c6611b5',
  ],
  rationale:
    'A policy of the vault opens every secret in it, and whoever may write to the vault gives himself one. A role can be bounded to one secret, and only who may give rights can give it.',
  remediation:
    'Give roles on single secrets, and have the vault ask for them. Bicep and ARM: `properties.enableRbacAuthorization: true`; Terraform: `rbac_authorization_enabled = true`.',
  applies: 'key-vault',
  check: ({ enableRbacAuthorization, name }) =>
    demand(
      enableRbacAuthorization,
      (isOn) => isOn,
      `Vault ${name} asks its own policies who may read its secrets, not Azure’s roles.`,
    ),
  examples: {
    fail: [azure('key_vault'), azure('key_vault', 'enable_rbac_authorization = false')],
    pass: [
      azure('key_vault', 'rbac_authorization_enabled = true'),
      azure('key_vault', 'enable_rbac_authorization = true'),
    ],
    unknown: [azure('key_vault', 'rbac_authorization_enabled = var.unknown')],
  },
}
