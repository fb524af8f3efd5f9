import type { Control } from '../control.ts'
import { demand, whereSo } from '../verdict.ts'
import { dueTo, mayBe } from '../../model/known.ts'
import { block, cluster } from '../azure-examples.ts'

export const etcdKeyInPublicVault: Control<'managed-cluster'> = {
  id: 'BH-1178',
  name: 'etcd-key-in-public-vault',
  title: 'Vault with the key of etcd is open to the internet',
  layer: 'cluster',
  severity: 'low',
  guarantees: ['containment'],
  barriers: ['Z.pe'],
  vector: 'exposed-secrets',
  references: ['mcsb:DP-5'],
  rationale:
    'Whoever steals a right on the vault uses it from anywhere; and a vault that must stay public for the API server stays public for everything else in it.',
  remediation:
    'Bicep and ARM: `properties.securityProfile.azureKeyVaultKms.keyVaultNetworkAccess: Private` with `keyVaultResourceId`; Terraform: `key_management_service { key_vault_network_access = "Private" }`. It needs the API server in the network.',
  applies: 'managed-cluster',
  when: ({ security }) => mayBe(security.keyVaultEncryption, true),
  check: (cluster) =>
    whereSo(
      cluster.security.keyVaultEncryption,
      demand(
        dueTo(cluster.security.keyVaultNetworkAccess, cluster.security.keyVaultEncryption),
        (access) => access.toLowerCase() === 'private',
        `The API server of cluster ${cluster.name} reads its key from a public vault.`,
      ),
    ),
  examples: {
    fail: [
      cluster(
        block(
          'key_management_service',
          'key_vault_key_id = "https://kv-northwind.vault.azure.net/keys/etcd"',
        ),
      ),
    ],
    pass: [
      cluster(
        block(
          'key_management_service',
          'key_vault_key_id = "https://kv-northwind.vault.azure.net/keys/etcd"',
          'key_vault_network_access = "Private"',
        ),
      ),
    ],
    unknown: [
      cluster(
        block(
          'key_management_service',
          'key_vault_key_id = "https://kv-northwind.vault.azure.net/keys/etcd"',
          'key_vault_network_access = var.unknown',
        ),
      ),
    ],
  },
}
