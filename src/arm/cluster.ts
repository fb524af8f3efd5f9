import type {
  AdvancedNetworking,
  ApiServerAccess,
  ClusterAddons,
  ClusterNetwork,
  ManagedCluster,
} from '../model/azure.ts'
import { byDefault, hidden, type Known, mapKnown, valueOf } from '../model/known.ts'
import type { Fields } from '../values/fields.ts'
import { readIdentities } from './cluster-identities.ts'
import { readAppRouting, readClusterSecurity, readProxy, readStorage } from './cluster-parts.ts'
import { metaOf, type ReadResource, referenceIn } from './resource.ts'

/** Microsoft.ContainerService 2026-05-01, with its defaults. */
export function readManagedCluster(read: ReadResource): ManagedCluster {
  const { properties, top } = read
  const upgrades = properties.map('autoUpgradeProfile')
  const bootstrap = properties.map('bootstrapProfile')
  const aad = properties.map('aadProfile')
  return {
    asset: 'managed-cluster',
    ...metaOf(read, 'Microsoft.ContainerService/managedClusters'),
    kubernetesVersion: properties.numberOrText('kubernetesVersion', undefined),
    currentKubernetesVersion: properties.numberOrText('currentKubernetesVersion', undefined),
    supportPlan: properties.text('supportPlan', 'KubernetesOfficial'),
    skuTier: top.map('sku').text('tier', 'Free'),
    apiServer: readApiServer(properties),
    disableLocalAccounts: properties.boolean('disableLocalAccounts', false),
    enableRBAC: readRbac(read),
    hasAadProfile: aad.exists ? aad.boolean('managed', true) : byDefault(false),
    enableAzureRBAC: aad.boolean('enableAzureRBAC', false),
    adminGroups: aad.texts('adminGroupObjectIDs'),
    servicePrincipal: properties.map('servicePrincipalProfile').freeText('clientId', undefined),
    network: readNetwork(properties.map('networkProfile')),
    oidcIssuer: properties.map('oidcIssuerProfile').boolean('enabled', false),
    security: readClusterSecurity(properties),
    addons: readAddons(properties.map('addonProfiles')),
    appRouting: readAppRouting(properties.map('ingressProfile').map('webAppRouting')),
    upgradeChannel: upgrades.optionalText('upgradeChannel'),
    nodeOSUpgradeChannel: readNodeChannel(read),
    diskEncryptionSet: referenceIn(properties, 'diskEncryptionSetID'),
    nodeResourceGroupLockdown: properties.map('nodeResourceGroupProfile').optionalText('restrictionLevel'),
    ...readIdentities(read),
    costAnalysis: properties.map('metricsProfile').map('costAnalysis').boolean('enabled', false),
    hasKaito: properties.map('aiToolchainOperatorProfile').boolean('enabled', false),
    artifactSource: bootstrap.text('artifactSource', 'Direct'),
    artifactRegistry: referenceIn(bootstrap, 'containerRegistryId'),
    nodeProvisioning: properties.map('nodeProvisioningProfile').text('mode', 'Manual'),
    proxy: readProxy(properties.map('httpProxyConfig')),
    storage: readStorage(properties.map('storageProfile')),
  }
}

/**
 * Of templates for early versions of the API that say nothing: 2018 RBAC was off there (MicrosoftDocs/azure-docs#22220),
 * in May 2021 on (kubernetes-sigs/cluster-api-provider-azure#1678); since when is written down nowhere.
 */
function readRbac({ properties, top, resource }: ReadResource): Known<boolean> {
  const version = valueOf(top.text('apiVersion', '')) ?? ''
  if (properties.has('enableRBAC') || properties.isHidden || version === '' || version >= '2021-05')
    return properties.boolean('enableRBAC', true)
  return version < '2019'
    ? byDefault(false)
    : hidden('what AKS does where nobody says it has changed between 2019 and 2021', resource.origin)
}

/** https://learn.microsoft.com/azure/aks/auto-upgrade-node-os-image: of new clusters, since version 2023-06-01 of the API. */
function readNodeChannel({ properties, top }: ReadResource): Known<string | undefined> {
  const upgrades = properties.map('autoUpgradeProfile')
  const version = valueOf(top.text('apiVersion', '')) ?? ''
  const isOld = version !== '' && version < '2023-06'
  if (isOld && !upgrades.isHidden && !upgrades.has('nodeOSUpgradeChannel')) return byDefault('None')
  return upgrades.optionalText('nodeOSUpgradeChannel')
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
    enableVnetIntegration: profile.boolean('enableVnetIntegration', false),
  }
}

function readNetwork(profile: Fields): ClusterNetwork {
  return {
    networkPlugin: profile.optionalText('networkPlugin'),
    networkPluginMode: profile.optionalText('networkPluginMode'),
    networkPolicy: profile.optionalText('networkPolicy'),
    networkDataplane: profile.optionalText('networkDataplane'),
    outboundType: profile.text('outboundType', 'loadBalancer'),
    podLinkLocalAccess: profile.optionalText('podLinkLocalAccess'),
    advanced: readAdvanced(profile.map('advancedNetworking')),
  }
}

function readAdvanced(advanced: Fields): AdvancedNetworking {
  const security = advanced.map('security')
  const isOn = (part: Fields): Known<boolean> =>
    part.has('enabled') ? part.boolean('enabled', false) : advanced.boolean('enabled', false)
  return {
    observability: isOn(advanced.map('observability')),
    security: isOn(security),
    policies: security.text('advancedNetworkPolicies', 'FQDN'),
    transitEncryption: security.map('transitEncryption').text('type', 'None'),
    acceleration: advanced.map('performance').text('accelerationMode', 'None'),
  }
}

function readAddons(profiles: Fields): ClusterAddons {
  const secrets = profiles.map('azureKeyvaultSecretsProvider')
  const isOn = (name: string): ClusterAddons['azurePolicy'] => profiles.map(name).boolean('enabled', false)
  return {
    azurePolicy: isOn('azurepolicy'),
    httpApplicationRouting: isOn('httpApplicationRouting'),
    applicationGateway: isOn('ingressApplicationGateway'),
    virtualNodes: isOn('aciConnectorLinux'),
    kubeDashboard: isOn('kubeDashboard'),
    monitoring: isOn('omsagent'),
    monitoringWorkspace: referenceIn(
      profiles.map('omsagent').map('config'),
      'logAnalyticsWorkspaceResourceID',
    ),
    monitoringSignsIn: isTrueText(profiles.map('omsagent').map('config'), 'useAADAuth'),
    secretsProvider: isOn('azureKeyvaultSecretsProvider'),
    secretRotation: isTrueText(secrets.map('config'), 'enableSecretRotation'),
  }
}

/** What add-ons are given are texts. */
function isTrueText(config: Fields, key: string): Known<boolean> {
  return mapKnown(config.freeText(key, 'false'), (text) => text.toLowerCase() === 'true')
}
