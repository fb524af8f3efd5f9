import type { Control } from '../control.ts'
import { anyOf, demand } from '../verdict.ts'
import { armCluster, block, cluster } from '../azure-examples.ts'

export const secretsWithoutOwnKey: Control<'managed-cluster'> = {
  id: 'BH-1177',
  name: 'secrets-without-own-key',
  title: 'Secrets in etcd have no key of their own',
  layer: 'cluster',
  severity: 'low',
  guarantees: ['containment'],
  barriers: [],
  vector: 'exposed-secrets',
  references: [
    'cis-aks-1.8:5.3.1',
    'cis-aks-1.7:5.3.1',
    'azure-policy:dbbdc317-9734-4dd8-9074-993b29c69008',
    'mcsb:DP-5',
  ],
  differs: {
    'azure-policy:dbbdc317-9734-4dd8-9074-993b29c69008':
      'The policy knows keys of Key Vault alone; a key that Azure manages for this cluster does it, too.',
  },
  rationale:
    'Azure encrypts the disks under etcd; whoever gets a copy of the data itself reads every Secret. With a key of Key Vault, or one that Azure manages for this cluster, the copy is worth nothing.',
  remediation:
    'Bicep and ARM: `properties.securityProfile.azureKeyVaultKms.enabled: true`, or in a preview version `kubernetesResourceObjectEncryptionProfile.infrastructureEncryption: Enabled`; Terraform: `key_management_service { … }`.',
  applies: 'managed-cluster',
  check: ({ security, name }) => {
    const message = `Secrets of cluster ${name} are kept in etcd without a key of their own.`
    return anyOf([
      demand(security.keyVaultEncryption, (isOn) => isOn, message),
      demand(security.platformEncryption, (mode) => mode.toLowerCase() === 'enabled', message),
    ])
  },
  examples: {
    fail: [cluster(), armCluster('securityProfile = { azureKeyVaultKms = { enabled = false } }')],
    pass: [
      cluster(
        block(
          'key_management_service',
          'key_vault_key_id = "https://kv-northwind.vault.azure.net/keys/etcd"',
        ),
      ),
      armCluster(
        'securityProfile = { kubernetesResourceObjectEncryptionProfile = { infrastructureEncryption = "Enabled" } }',
      ),
    ],
    unknown: [armCluster('securityProfile = { azureKeyVaultKms = { enabled = var.unknown } }')],
  },
}
