import type { Profile } from '../options.ts'
import { machines } from '../sizes.ts'
import { poolCommons } from './pools.ts'

const addOns: Readonly<Record<Profile, string>> = {
  policy: `    // Azure Policy holds admission, Container Insights reads logs and metrics, the bill names namespaces. With any of them AKS refuses
    // to shut off the metadata service by itself: the network policy \`no-node-credentials\` does it.
    addonProfiles: {
      azurepolicy: { enabled: true }
      azureKeyvaultSecretsProvider: {
        enabled: true
        config: { enableSecretRotation: 'true' }
      }
      omsagent: {
        enabled: true
        config: {
          logAnalyticsWorkspaceResourceID: workspace.id
          useAADAuth: 'true'
        }
      }
    }
    metricsProfile: { costAnalysis: { enabled: true } }
`,
  minimal: `    // Neither Azure Policy nor Container Insights: with them AKS refuses to shut off the metadata service. Admission policies of the API
    // server stand in for the one (manifests/admission.yaml), audit logs and metrics of your own for the other.
    addonProfiles: {
      azurepolicy: { enabled: false }
      azureKeyvaultSecretsProvider: {
        enabled: true
        config: { enableSecretRotation: 'true' }
      }
    }
`,
}

const head = `resource cluster 'Microsoft.ContainerService/managedClusters@2026-05-02-preview' = {
  name: 'aks-\${name}'
  location: location
  sku: { name: 'Base', tier: 'Standard' }
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '\${controlPlaneIdentity.id}': {} }
  }
  properties: {
    dnsPrefix: name
    kubernetesVersion: kubernetesVersion
    disableLocalAccounts: true
    enableRBAC: true
    diskEncryptionSetID: disks.id
    nodeResourceGroupProfile: { restrictionLevel: 'ReadOnly' }
    aadProfile: {
      managed: true
      enableAzureRBAC: true
      tenantID: tenant().tenantId
    }
    apiServerAccessProfile: {
      enablePrivateCluster: true
      enablePrivateClusterPublicFQDN: false
      enableVnetIntegration: true
      subnetId: apiServerSubnet.id
      disableRunCommand: true
    }
    autoUpgradeProfile: {
      upgradeChannel: 'patch'
      nodeOSUpgradeChannel: 'NodeImage'
    }
    identityProfile: {
      kubeletidentity: {
        resourceId: kubeletIdentity.id
        clientId: kubeletIdentity.properties.clientId
        objectId: kubeletIdentity.properties.principalId
      }
    }
`

const security = `    oidcIssuerProfile: { enabled: true }
    securityProfile: {
      workloadIdentity: { enabled: true }
      imageCleaner: { enabled: true, intervalHours: 48 }
      nodeRestriction: { enabled: true }
      kubernetesResourceObjectEncryptionProfile: { infrastructureEncryption: 'Enabled' }
      defender: {
        logAnalyticsWorkspaceResourceId: workspace.id
        securityMonitoring: { enabled: true }
        securityGating: { enabled: true }
      }
    }
`

function network(profile: Profile): string {
  const metadataService = profile === 'minimal' ? "      podLinkLocalAccess: 'None'\n" : ''
  return `    networkProfile: {
      networkPlugin: 'azure'
      networkPluginMode: 'overlay'
      networkDataplane: 'cilium'
      networkPolicy: 'cilium'
      outboundType: 'userDefinedRouting'
${metadataService}      advancedNetworking: {
        enabled: true
        observability: { enabled: true }
        security: {
          enabled: true
          advancedNetworkPolicies: 'FQDN'
          transitEncryption: { type: 'WireGuard' }
        }
      }
    }
`
}

const pool = `    agentPoolProfiles: [
      {
        name: 'system'
        mode: 'System'
        vmSize: '${machines.system}'
        vnetSubnetID: systemSubnet.id
        nodeTaints: ['CriticalAddonsOnly=true:NoSchedule']
        count: 3
        minCount: 3
        maxCount: maxNodes
        availabilityZones: ['1', '2', '3']
${poolCommons('        ', { isSandboxed: false })}      }
    ]
`

const tail = `  }
  dependsOn: [networkRight, routesRight, kubeletRight, everything, egressRules]
}

// A window that is shorter or rarer keeps fixes out without a word.
resource nodeUpgrades 'Microsoft.ContainerService/managedClusters/maintenanceConfigurations@2026-05-02-preview' = {
  parent: cluster
  name: 'aksManagedNodeOSUpgradeSchedule'
  properties: {
    maintenanceWindow: {
      durationHours: 4
      startTime: '02:00'
      schedule: {
        weekly: { dayOfWeek: 'Sunday', intervalWeeks: 1 }
      }
    }
  }
}
`

export function clusterSection(profile: Profile): string {
  return `${head}${network(profile)}${addOns[profile]}${security}${pool}${tail}`
}
