import { blocks, type Field, same, text, truth, words, wrapped } from './field.ts'
import type { TypeTable } from './type-table.ts'

export const accessFields: readonly Field[] = [
  same('objectId', 'object_id'),
  same('permissions.keys', 'key_permissions'),
  same('permissions.secrets', 'secret_permissions'),
  same('permissions.certificates', 'certificate_permissions'),
  same('permissions.storage', 'storage_permissions'),
]

export const vaultTypes: Readonly<Record<string, TypeTable>> = {
  azurerm_key_vault: {
    type: 'Microsoft.KeyVault/vaults',
    fields: [
      text('name', 'name'),
      text('resourceGroup', 'resource_group_name'),
      truth('properties.enableRbacAuthorization', 'rbac_authorization_enabled', 'enable_rbac_authorization'),
      words('properties.publicNetworkAccess', ['Enabled', 'Disabled'], 'public_network_access_enabled'),
      text('properties.networkAcls.defaultAction', 'network_acls.default_action'),
      wrapped('properties.networkAcls.ipRules', 'value', 'network_acls.ip_rules'),
      wrapped('properties.networkAcls.virtualNetworkRules', 'id', 'network_acls.virtual_network_subnet_ids'),
      truth('properties.enablePurgeProtection', 'purge_protection_enabled'),
      truth('properties.enableSoftDelete', 'soft_delete_enabled'),
      blocks('properties.accessPolicies', accessFields, 'access_policy'),
    ],
  },
  azurerm_key_vault_key: {
    type: 'Microsoft.KeyVault/vaults/keys',
    fields: [
      text('name', 'name'),
      same('parent', 'key_vault_id'),
      text('properties.attributes.exp', 'expiration_date'),
      text('properties.rotationPolicy.attributes.expiryTime', 'rotation_policy.expire_after'),
    ],
  },
  azurerm_key_vault_secret: {
    type: 'Microsoft.KeyVault/vaults/secrets',
    fields: [
      text('name', 'name'),
      same('parent', 'key_vault_id'),
      text('properties.attributes.exp', 'expiration_date'),
    ],
  },
}
