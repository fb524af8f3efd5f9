import type {
  AgentPool,
  ApiServerAccess,
  ClusterAddons,
  ClusterNetwork,
  KubeletSettings,
  ManagedCluster,
} from '../model/azure.ts'
import { byDefault, mapKnown } from '../model/known.ts'
import type { Fields } from '../sources/fields.ts'
import { metaOf, type ReadResource, referenceIn } from './resource.ts'

/** Microsoft.ContainerService 2026-05-01, with its defaults. */
export function readManagedCluster(read: ReadResource): ManagedCluster {
  const { properties, top } = read
  const security = properties.map('securityProfile')
  const upgrades = properties.map('autoUpgradeProfile')
  const aad = properties.map('aadProfile')
  return {
    asset: 'managed-cluster',
    ...metaOf(read, 'Microsoft.ContainerService/managedClusters'),
    kubernetesVersion: properties.numberOrText('kubernetesVersion', undefined),
    skuTier: top.map('sku').text('tier', 'Free'),
    apiServer: readApiServer(properties),
    disableLocalAccounts: properties.boolean('disableLocalAccounts', false),
    enableRBAC: properties.boolean('enableRBAC', true),
    hasAadProfile: aad.exists ? aad.boolean('managed', true) : byDefault(false),
    enableAzureRBAC: aad.boolean('enableAzureRBAC', false),
    adminGroups: aad.texts('adminGroupObjectIDs'),
    servicePrincipal: properties.map('servicePrincipalProfile').freeText('clientId', undefined),
    kubeletIdentity: referenceIn(properties.map('identityProfile').map('kubeletidentity'), 'resourceId'),
    network: readNetwork(properties.map('networkProfile')),
    oidcIssuer: properties.map('oidcIssuerProfile').boolean('enabled', false),
    workloadIdentity: security.map('workloadIdentity').boolean('enabled', false),
    defender: security.map('defender').map('securityMonitoring').boolean('enabled', false),
    imageCleaner: security.map('imageCleaner').boolean('enabled', false),
    addons: readAddons(properties.map('addonProfiles')),
    upgradeChannel: upgrades.optionalText('upgradeChannel'),
    nodeOSUpgradeChannel: upgrades.optionalText('nodeOSUpgradeChannel'),
    diskEncryptionSet: referenceIn(properties, 'diskEncryptionSetID'),
    nodeResourceGroupLockdown: properties.map('nodeResourceGroupProfile').optionalText('restrictionLevel'),
    hasKaito: properties.map('aiToolchainOperatorProfile').boolean('enabled', false),
  }
}

function readApiServer(properties: Fields): ApiServerAccess {
  const profile = properties.map('apiServerAccessProfile')
  return {
    enablePrivateCluster: profile.boolean('enablePrivateCluster', false),
    enablePrivateClusterPublicFQDN: profile.boolean('enablePrivateClusterPublicFQDN', false),
    // The first of 2019 had them beside the profile.
    authorizedIPRanges: profile.exists
      ? profile.texts('authorizedIPRanges')
      : properties.texts('apiServerAuthorizedIPRanges'),
    disableRunCommand: profile.boolean('disableRunCommand', false),
  }
}

function readNetwork(profile: Fields): ClusterNetwork {
  return {
    networkPlugin: profile.optionalText('networkPlugin'),
    networkPolicy: profile.optionalText('networkPolicy'),
    networkDataplane: profile.optionalText('networkDataplane'),
    outboundType: profile.text('outboundType', 'loadBalancer'),
    podLinkLocalAccess: profile.optionalText('podLinkLocalAccess'),
  }
}

function readAddons(profiles: Fields): ClusterAddons {
  const secrets = profiles.map('azureKeyvaultSecretsProvider')
  const isOn = (name: string): ClusterAddons['azurePolicy'] => profiles.map(name).boolean('enabled', false)
  return {
    azurePolicy: isOn('azurepolicy'),
    httpApplicationRouting: isOn('httpApplicationRouting'),
    kubeDashboard: isOn('kubeDashboard'),
    monitoring: isOn('omsagent'),
    secretsProvider: isOn('azureKeyvaultSecretsProvider'),
    // What add-ons are given are texts.
    secretRotation: mapKnown(
      secrets.map('config').freeText('enableSecretRotation', 'false'),
      (text) => text.toLowerCase() === 'true',
    ),
  }
}

export function readAgentPool(read: ReadResource): AgentPool {
  const { properties, top } = read
  const security = properties.map('securityProfile')
  return {
    asset: 'agent-pool',
    ...metaOf(read, 'Microsoft.ContainerService/managedClusters/agentPools'),
    cluster: referenceIn(top, 'parent'),
    mode: properties.text('mode', 'User'),
    vmSize: properties.optionalText('vmSize'),
    osType: properties.text('osType', 'Linux'),
    osSKU: properties.optionalText('osSKU'),
    osDiskType: properties.optionalText('osDiskType'),
    type: properties.text('type', 'VirtualMachineScaleSets'),
    nodeLabels: properties.dictionary('nodeLabels'),
    nodeTaints: properties.texts('nodeTaints'),
    workloadRuntime: properties.optionalText('workloadRuntime'),
    enableNodePublicIP: properties.boolean('enableNodePublicIP', false),
    enableEncryptionAtHost: properties.boolean('enableEncryptionAtHost', false),
    enableSecureBoot: security.boolean('enableSecureBoot', false),
    sshAccess: security.optionalText('sshAccess'),
    enableAutoScaling: properties.boolean('enableAutoScaling', false),
    maxCount: properties.optionalInteger('maxCount'),
    maxPods: properties.optionalInteger('maxPods'),
    subnet: referenceIn(properties, 'vnetSubnetID'),
    scaleDownMode: properties.optionalText('scaleDownMode'),
    kubelet: readKubelet(properties.map('kubeletConfig')),
  }
}

function readKubelet(config: Fields): KubeletSettings {
  return {
    podMaxPids: config.optionalInteger('podMaxPids'),
    containerLogMaxSizeMB: config.optionalInteger('containerLogMaxSizeMB'),
    containerLogMaxFiles: config.optionalInteger('containerLogMaxFiles'),
    allowedUnsafeSysctls: config.texts('allowedUnsafeSysctls'),
    cpuCfsQuota: config.boolean('cpuCfsQuota', true),
  }
}
