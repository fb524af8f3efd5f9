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

const autoScalerParameters = `
param autoScalerProfileScanInterval string?
param autoScalerProfileScaleDownDelayAfterAdd string?
param autoScalerProfileScaleDownDelayAfterDelete string?
param autoScalerProfileScaleDownDelayAfterFailure string?
param autoScalerProfileScaleDownUnneededTime string?
param autoScalerProfileScaleDownUnreadyTime string?
param autoScalerProfileUtilizationThreshold string?
param autoScalerProfileMaxGracefulTerminationSec int?
param autoScalerProfileBalanceSimilarNodeGroups bool?
param autoScalerProfileDaemonsetEvictionForEmptyNodes bool?
param autoScalerProfileDaemonsetEvictionForOccupiedNodes bool?
param autoScalerProfileIgnoreDaemonsetsUtilization bool?
param autoScalerProfileExpander string?
param autoScalerProfileMaxEmptyBulkDelete int?
param autoScalerProfileMaxNodeProvisionTime string?
param autoScalerProfileMaxTotalUnreadyPercentage int?
param autoScalerProfileNewPodScaleUpDelay string?
param autoScalerProfileOkTotalUnreadyCount int?
param autoScalerProfileSkipNodesWithLocalStorage bool?
param autoScalerProfileSkipNodesWithSystemPods bool?
`

/** Nothing judges how these are set. */
const unjudgedParameters = `
param adminUsername string?
param sshPublicKey string?
param podIdentityProfileAllowNetworkPluginKubenet bool?
param podIdentityProfileUserAssignedIdentities array?
param podIdentityProfileUserAssignedIdentityExceptions array?
param enableContainerInsights bool?
param disableCustomMetrics bool?
param disablePrometheusMetricsScraping bool?
param syslogPort int?
param metricLabelsAllowlist string?
param metricAnnotationsAllowList string?
param istioServiceMeshRevisions array?
param istioServiceMeshInternalIngressGatewayEnabled bool?
param istioServiceMeshExternalIngressGatewayEnabled bool?
param istioServiceMeshCertificateAuthority object?
`

/** Until 0.12.0 the parts of what ARM takes were parameters of their own, and those of Entra had names of their own. */
export const managedClusterBefore012: Surface = {
  path: 'avm/res/container-service/managed-cluster',
  from: '0.9.0',
  before: '0.12.0',
  bicep: `
${everyModule}
${withIdentities}
${clusterParameters}
${clusterAddons}
${clusterStorage}
${autoScalerParameters}
${unjudgedParameters}
param authorizedIPRanges array?
param autoNodeOsUpgradeProfileUpgradeChannel string = 'Unmanaged'
param autoUpgradeProfileUpgradeChannel string = 'stable'
param disableRunCommand bool = false
param enableAzureDefender bool = false
param enableAzureMonitorProfileMetrics bool = false
param enableImageCleaner bool = false
param enablePrivateCluster bool = false
param enablePrivateClusterPublicFQDN bool = false
param enableWorkloadIdentity bool = false
param imageCleanerIntervalHours int = 24
param istioServiceMeshEnabled bool = false
param kedaAddon bool = false
param nodeProvisioningProfileMode string?
param podIdentityProfileEnable bool = false
param privateDNSZone string?
param vpaAddon bool = false

resource cluster 'Microsoft.ContainerService/managedClusters@2025-05-02-preview' = {
  name: name
  location: location
  tags: tags
  identity: identity
  sku: { name: skuName, tier: skuTier }
  properties: {
${clusterProperties}
    aadProfile: empty(aadProfile) ? null : {
      managed: aadProfile.?aadProfileManaged
      enableAzureRBAC: aadProfile.?aadProfileEnableAzureRBAC
      adminGroupObjectIDs: aadProfile.?aadProfileAdminGroupObjectIDs
      tenantID: aadProfile.?aadProfileTenantId
      clientAppID: aadProfile.?aadProfileClientAppID
      serverAppID: aadProfile.?aadProfileServerAppID
    }
    apiServerAccessProfile: {
      authorizedIPRanges: authorizedIPRanges
      disableRunCommand: disableRunCommand
      enablePrivateCluster: enablePrivateCluster
      enablePrivateClusterPublicFQDN: enablePrivateClusterPublicFQDN
      privateDNSZone: privateDNSZone
    }
    autoUpgradeProfile: {
      upgradeChannel: autoUpgradeProfileUpgradeChannel
      nodeOSUpgradeChannel: autoNodeOsUpgradeProfileUpgradeChannel
    }
    azureMonitorProfile: { metrics: enableAzureMonitorProfileMetrics ? { enabled: true } : null }
    networkProfile: {
${networkProperties}
    }
    nodeProvisioningProfile: empty(nodeProvisioningProfileMode) ? null : { mode: nodeProvisioningProfileMode }
    podIdentityProfile: { enabled: podIdentityProfileEnable }
    securityProfile: {
      defender: enableAzureDefender
        ? {
            logAnalyticsWorkspaceResourceId: monitoringWorkspaceResourceId
            securityMonitoring: { enabled: true }
          }
        : null
      imageCleaner: enableImageCleaner ? { enabled: true, intervalHours: imageCleanerIntervalHours } : null
      workloadIdentity: enableWorkloadIdentity ? { enabled: true } : null
    }
    serviceMeshProfile: istioServiceMeshEnabled ? { mode: 'Istio' } : null
    workloadAutoScalerProfile: {
      keda: { enabled: kedaAddon }
      verticalPodAutoscaler: { enabled: vpaAddon }
    }
  }
}
var isZonePrivate = false
${withPools((pool) => ({
  securityProfile: `{
        enableSecureBoot: ${pool}.?enableSecureBoot
        enableVTPM: ${pool}.?enableVTPM
        sshAccess: ${pool}.?sshAccess
      }`,
  upgradeSettings: `{ maxSurge: ${pool}.?maxSurge }`,
}))}
${clusterChildren}
${withLock('cluster')}
${withDiagnostics('cluster')}
${withRoles('cluster')}
${withOutputs('cluster')}
${clusterOutputs}
`,
}
