import { endpoint } from './endpoint.ts'

const vault = `resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: 'kv-\${name}'
  location: location
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'premium' }
    enableRbacAuthorization: true
    publicNetworkAccess: 'Disabled'
    enableSoftDelete: true
    softDeleteRetentionInDays: 90
    enablePurgeProtection: true
    networkAcls: { bypass: 'AzureServices', defaultAction: 'Deny' }
  }
}

resource key 'Microsoft.KeyVault/vaults/keys@2024-11-01' = [
  for purpose in ['disks', 'registry']: {
    parent: vault
    name: purpose
    properties: {
      kty: 'RSA-HSM'
      keySize: 3072
      keyOps: ['unwrapKey', 'wrapKey']
      rotationPolicy: {
        attributes: { expiryTime: 'P2Y' }
        lifetimeActions: [
          {
            action: { type: 'rotate' }
            trigger: { timeBeforeExpiry: 'P90D' }
          }
        ]
      }
    }
  }
]

resource disks 'Microsoft.Compute/diskEncryptionSets@2024-03-02' = {
  name: 'des-\${name}'
  location: location
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '\${controlPlaneIdentity.id}': {} }
  }
  properties: {
    activeKey: { keyUrl: key[0].properties.keyUri }
    rotationToLatestKeyVersionEnabled: true
  }
  dependsOn: [disksRight]
}
`

/** Keys of disks and of the registry. */
export const vaultSection: string = `${vault}\n${endpoint({
  symbol: 'vault',
  of: 'vault',
  group: 'vault',
  zones: ['privatelink.vaultcore.azure.net'],
})}`
