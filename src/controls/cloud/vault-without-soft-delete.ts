import type { Control } from '../control.ts'
import { demand } from '../verdict.ts'
import { azure } from '../azure-examples.ts'

export const vaultWithoutSoftDelete: Control<'key-vault'> = {
  id: 'BH-1234',
  name: 'vault-without-soft-delete',
  title: 'What is deleted from the vault is gone',
  layer: 'cloud',
  severity: 'medium',
  guarantees: ['fair-share'],
  barriers: ['Z.lock'],
  vector: 'exposed-secrets',
  references: [
    'checkov:CKV_AZURE_111',
    'mcsb:DP-8',
    'psrule:Azure.KeyVault.SoftDelete',
    'azure-policy:1e66c121-a66a-4b1f-9b83-0fd99bf0fc2d',
  ],
  differs: {
    'checkov:CKV_AZURE_111':
      'Checkov takes a vault that says nothing for one without; Azure has switched it on for all since 2020.',
  },
  rationale: 'One call with a stolen token takes the secrets of every tenant, and nothing brings them back.',
  remediation:
    'Leave soft delete on: new vaults cannot switch it off any more. Bicep and ARM: `properties.enableSoftDelete: true`; Terraform: remove `soft_delete_enabled`, which newer versions do not know.',
  applies: 'key-vault',
  check: ({ enableSoftDelete, name }) =>
    demand(enableSoftDelete, (isOn) => isOn, `What is deleted from vault ${name} is gone for good.`),
  examples: {
    fail: [azure('key_vault', 'soft_delete_enabled = false')],
    pass: [azure('key_vault')],
    unknown: [azure('key_vault', 'soft_delete_enabled = var.unknown')],
  },
}
