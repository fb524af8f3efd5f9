import type { Control } from '../control.ts'
import { demand, worst } from '../verdict.ts'
import { block, cluster } from '../azure-examples.ts'

export const vaultSecretsNotRotated: Control<'managed-cluster'> = {
  id: 'BH-1122',
  name: 'vault-secrets-not-rotated',
  title: 'Secrets of the vault stay as they were mounted',
  layer: 'identity',
  severity: 'low',
  guarantees: ['containment'],
  barriers: [],
  vector: 'exposed-secrets',
  references: [
    'checkov:CKV_AZURE_172',
    'cis-aks-1.8:4.5.2',
    'cis-aks-1.7:4.5.2',
    'psrule:Azure.AKS.SecretStore',
    'psrule:Azure.AKS.SecretStoreRotation',
    'mcsb:IM-8',
    'mcsb:DP-7',
    'aks-baseline:16',
  ],
  differs: {
    'psrule:Azure.AKS.SecretStore':
      'PSRule asks for the add-on alone; a secret that is never renewed is good for whoever read it once.',
    'psrule:Azure.AKS.SecretStoreRotation':
      'PSRule asks clusters with the add-on alone; without it nothing is rotated, either.',
  },
  rationale:
    'A secret that hostile code has read is good until the pod restarts, although the vault has a new one.',
  remediation:
    'Bicep and ARM: `properties.addonProfiles.azureKeyvaultSecretsProvider: { enabled: true, config: { enableSecretRotation: "true" } }`; Terraform: `key_vault_secrets_provider { secret_rotation_enabled = true }`.',
  applies: 'managed-cluster',
  check: (cluster) =>
    worst(
      [cluster.addons.secretsProvider, cluster.addons.secretRotation].map((known) =>
        demand(
          known,
          (isOn) => isOn,
          `Cluster ${cluster.name} does not rotate the secrets that it mounts from Key Vault.`,
        ),
      ),
    ),
  examples: {
    fail: [cluster(block('key_vault_secrets_provider', 'secret_rotation_enabled = false'))],
    pass: [cluster(block('key_vault_secrets_provider', 'secret_rotation_enabled = true'))],
    unknown: [cluster(block('key_vault_secrets_provider', 'secret_rotation_enabled = var.unknown'))],
  },
}
