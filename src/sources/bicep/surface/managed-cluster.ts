import { withPools } from './agent-pools.ts'
import {
  clusterAddons,
  clusterChildren,
  clusterOutputs,
  clusterParameters,
  clusterProperties,
  clusterStorage,
  networkProperties,
} from './cluster-parts.ts'
import {
  everyModule,
  withDiagnostics,
  withIdentities,
  withLock,
  withOutputs,
  withRoles,
} from './interfaces.ts'
import type { Surface } from './surface.ts'

/** Since 0.12.0 most of its parameters are parts of what ARM takes. */
export const managedCluster: Surface = {
  path: 'avm/res/container-service/managed-cluster',
  from: '0.12.0',
  before: '0.14.0',
  bicep: `
${everyModule}
${withIdentities}
${clusterParameters}
${clusterAddons}
${clusterStorage}
param advancedNetworking object?
param aiToolchainOperatorProfile object?
param apiServerAccessProfile object?
param autoScalerProfile object?
param autoUpgradeProfile object = { upgradeChannel: 'stable' }
param azureMonitorProfile object?
param bootstrapProfile object?
param fqdnSubdomain string?
param ipFamilies array = ['IPv4']
param linuxProfile object?
param natGatewayProfile object?
param networkMode string?
param nodeProvisioningProfile object?
param podCidrs array?
param podIdentityProfile object?
param securityProfile object?
param serviceCidrs array?
param serviceMeshProfile object?
param staticEgressGatewayProfile object?
param upgradeSettings object?
param windowsProfile object?
param workloadAutoScalerProfile object?

resource cluster 'Microsoft.ContainerService/managedClusters@2025-10-01' = {
  name: name
  location: location
  tags: tags
  identity: identity
  sku: { name: skuName, tier: skuTier }
  properties: {
${clusterProperties}
    aadProfile: aadProfile
    aiToolchainOperatorProfile: aiToolchainOperatorProfile
    apiServerAccessProfile: apiServerAccessProfile
    autoScalerProfile: autoScalerProfile
    autoUpgradeProfile: autoUpgradeProfile
    azureMonitorProfile: azureMonitorProfile
    bootstrapProfile: bootstrapProfile
    fqdnSubdomain: fqdnSubdomain
    linuxProfile: linuxProfile
    networkProfile: {
${networkProperties}
      advancedNetworking: advancedNetworking
      ipFamilies: ipFamilies
      natGatewayProfile: natGatewayProfile
      networkMode: networkMode
      podCidrs: podCidrs
      serviceCidrs: serviceCidrs
      staticEgressGatewayProfile: staticEgressGatewayProfile
    }
    nodeProvisioningProfile: nodeProvisioningProfile
    podIdentityProfile: podIdentityProfile
    securityProfile: securityProfile
    serviceMeshProfile: serviceMeshProfile
    upgradeSettings: upgradeSettings
    windowsProfile: windowsProfile
    workloadAutoScalerProfile: workloadAutoScalerProfile
  }
}
var isZonePrivate = publicNetworkAccess == 'Disabled'
${withPools((pool) => ({
  securityProfile: `${pool}.?securityProfile`,
  upgradeSettings: `${pool}.?upgradeSettings`,
}))}
${clusterChildren}
${withLock('cluster')}
${withDiagnostics('cluster')}
${withRoles('cluster')}
${withOutputs('cluster')}
${clusterOutputs}
`,
}
