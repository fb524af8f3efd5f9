targetScope = 'subscription'

param location string

@description('Of the firewall that the network team runs for everybody.')
param firewallAddress string

@description('Id of the Log Analytics workspace that detections read.')
param workspace string

@description('Identifier of the key that the registry encrypts with.')
param registryKey string

var name = 'northwind-models'

@description('A tenant with GPUs has nodes of its own: AKS has no sandbox for them.')
var gpuTenants = ['acme', 'globex', 'research']

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-${name}'
  location: location
}

resource diskKeys 'Microsoft.Compute/diskEncryptionSets@2025-01-02' existing = {
  scope: resourceGroup('rg-northwind-keys')
  name: 'des-northwind'
}

module network 'network.bicep' = {
  scope: group
  params: {
    name: name
    location: location
    firewallAddress: firewallAddress
    gpuTenants: gpuTenants
  }
}

module cluster 'cluster.bicep' = {
  scope: group
  params: {
    name: name
    location: location
    workspace: workspace
    diskEncryptionSet: diskKeys.id
    subnets: network.outputs.subnets
    gpuTenants: gpuTenants
  }
}

module registry 'registry.bicep' = {
  scope: group
  params: {
    name: name
    location: location
    workspace: workspace
    key: registryKey
    network: network.outputs.id
    subnet: network.outputs.subnets.endpoints
    kubelet: cluster.outputs.kubelet
  }
}
