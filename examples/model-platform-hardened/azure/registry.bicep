param name string
param location string
param workspace string
param key string
param network string
param subnet string

@description('Principal of the nodes.')
param kubelet string

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-${name}-registry'
  location: location
}

resource registry 'Microsoft.ContainerRegistry/registries@2026-01-01-preview' = {
  name: replace('${name}registry', '-', '')
  location: location
  sku: { name: 'Premium' }
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identity.id}': {} }
  }
  properties: {
    adminUserEnabled: false
    publicNetworkAccess: 'Disabled'
    dataEndpointEnabled: true
    roleAssignmentMode: 'AbacRepositoryPermissions'
    encryption: {
      status: 'enabled'
      keyVaultProperties: { identity: identity.properties.clientId, keyIdentifier: key }
    }
    policies: {
      azureADAuthenticationAsArmPolicy: { status: 'disabled' }
      exportPolicy: { status: 'disabled' }
      quarantinePolicy: { status: 'enabled' }
      retentionPolicy: { status: 'enabled', days: 14 }
    }
  }
}

resource pullsAndPushes 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: registry
  name: 'pulls-and-pushes'
  properties: {
    workspaceId: workspace
    logAnalyticsDestinationType: 'Dedicated'
    logs: [
      for category in ['ContainerRegistryLoginEvents', 'ContainerRegistryRepositoryEvents']: {
        category: category
        enabled: true
      }
    ]
  }
}

// Container Registry Repository Reader
var repositoryReader = 'b93aa761-3e63-49ed-ac28-beffa264f7ac'

// Nodes pull what the platform runs; what belongs to one tenant is pulled by that tenant's own identity.
resource pull 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: registry
  name: guid(registry.id, kubelet, repositoryReader)
  properties: {
    principalId: kubelet
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', repositoryReader)
    conditionVersion: '2.0'
    condition: '''
      (
        !(ActionMatches{'Microsoft.ContainerRegistry/registries/repositories/content/read'})
        OR @Request[Microsoft.ContainerRegistry/registries/repositories:name] StringStartsWith 'platform/'
      )
    '''
  }
}

resource zone 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink${environment().suffixes.acrLoginServer}'
  location: 'global'

  resource link 'virtualNetworkLinks' = {
    name: 'platform'
    location: 'global'
    properties: {
      registrationEnabled: false
      virtualNetwork: { id: network }
    }
  }
}

resource endpoint 'Microsoft.Network/privateEndpoints@2025-05-01' = {
  name: 'pe-${name}-registry'
  location: location
  properties: {
    subnet: { id: subnet }
    privateLinkServiceConnections: [
      {
        name: 'registry'
        properties: { privateLinkServiceId: registry.id, groupIds: ['registry'] }
      }
    ]
  }

  resource names 'privateDnsZoneGroups' = {
    name: 'registry'
    properties: {
      privateDnsZoneConfigs: [{ name: 'registry', properties: { privateDnsZoneId: zone.id } }]
    }
  }
}
