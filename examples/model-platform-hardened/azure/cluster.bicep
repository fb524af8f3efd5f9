param name string
param location string
param workspace string
param diskEncryptionSet string
param subnets object
param gpuTenants string[]

resource controlPlane 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-${name}-control-plane'
  location: location
}

resource kubelet 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-${name}-kubelet'
  location: location
}

// What every pool has. Sandboxed nodes cannot have Secure Boot.
var node = {
  osSKU: 'AzureLinux'
  osDiskType: 'Ephemeral'
  enableEncryptionAtHost: true
  enableAutoScaling: true
  kubeletConfig: { podMaxPids: 4096, seccompDefault: 'RuntimeDefault' }
  upgradeSettings: { undrainableNodeBehavior: 'Cordon' }
}
var measuredBoot = { sshAccess: 'Disabled', enableSecureBoot: true, enableVTPM: true }

// The block of the metadata service excludes Azure Policy and Container Insights: admission policies of the cluster's own
// and metrics of the monitoring namespace stand in for them.
resource cluster 'Microsoft.ContainerService/managedClusters@2026-05-02-preview' = {
  name: 'aks-${name}'
  location: location
  sku: { name: 'Base', tier: 'Standard' }
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${controlPlane.id}': {} }
  }
  properties: {
    dnsPrefix: name
    kubernetesVersion: '1.36'
    disableLocalAccounts: true
    diskEncryptionSetID: diskEncryptionSet
    agentPoolProfiles: [
      {
        ...node
        name: 'system'
        mode: 'System'
        vmSize: 'Standard_D8ds_v5'
        vnetSubnetID: subnets.system
        nodeTaints: ['CriticalAddonsOnly=true:NoSchedule']
        minCount: 3
        maxCount: 6
        count: 3
        securityProfile: measuredBoot
      }
    ]
    aadProfile: { managed: true, enableAzureRBAC: true }
    apiServerAccessProfile: {
      enablePrivateCluster: true
      enablePrivateClusterPublicFQDN: false
      disableRunCommand: true
      enableVnetIntegration: true
      subnetId: subnets['api-server']
    }
    autoUpgradeProfile: { upgradeChannel: 'patch', nodeOSUpgradeChannel: 'NodeImage' }
    identityProfile: {
      kubeletidentity: {
        resourceId: kubelet.id
        clientId: kubelet.properties.clientId
        objectId: kubelet.properties.principalId
      }
    }
    networkProfile: {
      networkPlugin: 'azure'
      networkPluginMode: 'overlay'
      networkDataplane: 'cilium'
      networkPolicy: 'cilium'
      outboundType: 'userDefinedRouting'
      podLinkLocalAccess: 'None'
      advancedNetworking: {
        enabled: true
        observability: { enabled: true }
        security: {
          enabled: true
          advancedNetworkPolicies: 'FQDN'
          transitEncryption: { type: 'WireGuard' }
        }
      }
    }
    nodeResourceGroupProfile: { restrictionLevel: 'ReadOnly' }
    oidcIssuerProfile: { enabled: true }
    addonProfiles: {
      azureKeyvaultSecretsProvider: {
        enabled: true
        config: { enableSecretRotation: 'true' }
      }
    }
    securityProfile: {
      workloadIdentity: { enabled: true }
      imageCleaner: { enabled: true, intervalHours: 48 }
      nodeRestriction: { enabled: true }
      kubernetesResourceObjectEncryptionProfile: { infrastructureEncryption: 'Enabled' }
      defender: {
        logAnalyticsWorkspaceResourceId: workspace
        securityMonitoring: { enabled: true }
        securityGating: { enabled: true }
      }
    }
  }

  resource nodeImages 'maintenanceConfigurations' = {
    name: 'aksManagedNodeOSUpgradeSchedule'
    properties: {
      maintenanceWindow: {
        schedule: { weekly: { intervalWeeks: 1, dayOfWeek: 'Sunday' } }
        durationHours: 4
        startTime: '02:00'
      }
    }
  }

  resource platform 'agentPools' = {
    name: 'platform'
    properties: {
      ...node
      mode: 'User'
      vmSize: 'Standard_D8ds_v5'
      vnetSubnetID: subnets.platform
      minCount: 2
      maxCount: 6
      count: 2
      securityProfile: measuredBoot
    }
  }

  resource sandboxed 'agentPools' = {
    name: 'sandboxed'
    properties: {
      ...node
      mode: 'User'
      vmSize: 'Standard_D16ds_v5'
      workloadRuntime: 'KataVmIsolation'
      vnetSubnetID: subnets.sandboxed
      minCount: 2
      maxCount: 12
      count: 2
      securityProfile: { sshAccess: 'Disabled', enableSecureBoot: false, enableVTPM: false }
    }
  }

  resource gpu 'agentPools' = [
    for tenant in gpuTenants: {
      name: 'gpu${tenant}'
      properties: {
        ...node
        mode: 'User'
        vmSize: 'Standard_NC24ads_A100_v4'
        vnetSubnetID: subnets['gpu-${tenant}']
        nodeLabels: { 'node-restriction.kubernetes.io/tenant': tenant }
        nodeTaints: [
          'northwind.example/tenant=${tenant}:NoSchedule'
          'nvidia.com/gpu=present:NoSchedule'
        ]
        minCount: 0
        maxCount: 4
        count: 0
        securityProfile: measuredBoot
      }
    }
  ]
}

resource audit 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: cluster
  name: 'audit'
  properties: {
    workspaceId: workspace
    logAnalyticsDestinationType: 'Dedicated'
    logs: [
      for category in ['kube-audit-admin', 'kube-apiserver', 'guard']: {
        category: category
        enabled: true
      }
    ]
  }
}

output kubelet string = kubelet.properties.principalId
