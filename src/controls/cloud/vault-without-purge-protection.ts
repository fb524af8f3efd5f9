import type { Control } from '../control.ts'
import { demand, worst } from '../verdict.ts'
import { azure } from '../azure-examples.ts'

export const vaultWithoutPurgeProtection: Control<'key-vault'> = {
  id: 'BH-1233',
  name: 'vault-without-purge-protection',
  title: 'Keys of the vault can be destroyed at once',
  layer: 'cloud',
  severity: 'medium',
  guarantees: ['fair-share'],
  barriers: ['Z.lock'],
  vector: 'exposed-secrets',
  references: [
    'checkov:CKV_AZURE_110',
    'checkov:CKV_AZURE_42',
    'trivy:AZU-0016',
    'mcsb:DP-8',
    'psrule:Azure.KeyVault.PurgeProtect',
    'azure-policy:0b60c0b2-2dc2-4e1c-b5c9-abbed971de53',
  ],
  differs: {
    'checkov:CKV_AZURE_42':
      'Checkov takes a vault that does not mention soft delete for one without; Azure has switched it on for all since 2020.',
  },
  rationale:
    'Who destroys the key of the disks or of etcd destroys the cluster. Protection keeps what was deleted until its time is up, whoever asks.',
  remediation:
    'Bicep and ARM: `properties.enablePurgeProtection: true`; Terraform: `purge_protection_enabled = true`.',
  applies: 'key-vault',
  check: ({ enablePurgeProtection, enableSoftDelete, name }) => {
    const message = `What is deleted from vault ${name} can be destroyed at once.`
    // Without soft delete there is nothing to protect.
    return worst(
      [enablePurgeProtection, enableSoftDelete].map((known) => demand(known, (isOn) => isOn, message)),
    )
  },
  examples: {
    fail: [azure('key_vault'), azure('key_vault', 'purge_protection_enabled = false')],
    pass: [azure('key_vault', 'purge_protection_enabled = true')],
    unknown: [azure('key_vault', 'purge_protection_enabled = var.unknown')],
  },
}
