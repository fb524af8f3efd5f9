import { endpoint } from './endpoint.ts'

const registry = `// Images wait in quarantine until the pipeline has scanned them; nobody pulls without signing in, and nothing leaves.
resource registry 'Microsoft.ContainerRegistry/registries@2025-11-01' = {
  name: registryName
  location: location
  sku: { name: 'Premium' }
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '\${registryIdentity.id}': {} }
  }
  properties: {
    adminUserEnabled: false
    anonymousPullEnabled: false
    publicNetworkAccess: 'Disabled'
    networkRuleBypassOptions: 'None'
    networkRuleBypassAllowedForTasks: false
    dataEndpointEnabled: true
    zoneRedundancy: 'Enabled'
    roleAssignmentMode: 'AbacRepositoryPermissions'
    encryption: {
      status: 'enabled'
      keyVaultProperties: {
        identity: registryIdentity.properties.clientId
        keyIdentifier: key[1].properties.keyUri
      }
    }
    policies: {
      azureADAuthenticationAsArmPolicy: { status: 'disabled' }
      exportPolicy: { status: 'disabled' }
      quarantinePolicy: { status: 'enabled' }
      retentionPolicy: { status: 'enabled', days: 14 }
    }
  }
  dependsOn: [registryKeyRight]
}
`

/** A private registry: images wait in quarantine until a scan releases them. */
export const registrySection: string = `${registry}\n${endpoint({
  symbol: 'registry',
  of: 'registry',
  group: 'registry',
  zones: ['privatelink.azurecr.io'],
})}`
