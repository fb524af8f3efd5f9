import {
  everyModule,
  withDiagnostics,
  withEndpoints,
  withLock,
  withOutputs,
  withRoles,
  withRolesOfEach,
} from './interfaces.ts'
import type { Surface } from './surface.ts'

export const keyVault: Surface = {
  path: 'avm/res/key-vault/vault',
  from: '0.12.0',
  before: '0.15.0',
  bicep: `
${everyModule}
param accessPolicies array?
param createMode string = 'default'
param enablePurgeProtection bool = true
param enableRbacAuthorization bool = true
param enableSoftDelete bool = true
param enableVaultForDeployment bool = true
param enableVaultForDiskEncryption bool = true
param enableVaultForTemplateDeployment bool = true
param keys array?
param networkAcls object?
param publicNetworkAccess string?
param secrets array?
param sku string = 'premium'
param softDeleteRetentionInDays int = 90

var isClosed = !empty(privateEndpoints) && empty(networkAcls)
var policies = map(accessPolicies ?? [], each => {
  applicationId: each.?applicationId ?? ''
  objectId: each.objectId
  permissions: each.permissions
  tenantId: each.?tenantId ?? tenant().tenantId
})
resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    accessPolicies: policies
    createMode: createMode
    enablePurgeProtection: enablePurgeProtection ? true : null
    enableRbacAuthorization: enableRbacAuthorization
    enableSoftDelete: enableSoftDelete
    enabledForDeployment: enableVaultForDeployment
    enabledForDiskEncryption: enableVaultForDiskEncryption
    enabledForTemplateDeployment: enableVaultForTemplateDeployment
    networkAcls: empty(networkAcls) ? null : {
      bypass: networkAcls.?bypass
      defaultAction: networkAcls.?defaultAction
      ipRules: networkAcls.?ipRules ?? []
      virtualNetworkRules: networkAcls.?virtualNetworkRules ?? []
    }
    publicNetworkAccess: empty(publicNetworkAccess) ? (isClosed ? 'Disabled' : null) : publicNetworkAccess
    sku: { name: sku, family: 'A' }
    softDeleteRetentionInDays: softDeleteRetentionInDays
  }
}
resource addedPolicies 'Microsoft.KeyVault/vaults/accessPolicies@2024-11-01' = if (!empty(accessPolicies)) {
  name: 'add'
  parent: vault
  properties: { accessPolicies: policies }
}
resource secretOf 'Microsoft.KeyVault/vaults/secrets@2024-11-01' = [
  for each in (secrets ?? []): {
    name: each.name
    parent: vault
    properties: {
      attributes: {
        enabled: each.?attributes.?enabled ?? true
        exp: each.?attributes.?exp
        nbf: each.?attributes.?nbf
      }
    }
  }
]
resource keyOf 'Microsoft.KeyVault/vaults/keys@2024-11-01' = [
  for each in (keys ?? []): {
    name: each.name
    parent: vault
    properties: {
      attributes: {
        enabled: each.?attributes.?enabled ?? true
        exp: each.?attributes.?exp
        nbf: each.?attributes.?nbf
      }
      keyOps: each.?keyOps
      kty: each.?kty ?? 'EC'
      rotationPolicy: each.?rotationPolicy
    }
  }
]
${withRolesOfEach('secretOf', 'secrets')}
${withRolesOfEach('keyOf', 'keys')}
${withLock('vault')}
${withDiagnostics('vault')}
${withRoles('vault')}
${withEndpoints('vault', 'vault')}
${withOutputs('vault')}
output uri string = vault.properties.vaultUri
`,
}
