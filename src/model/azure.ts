import type { Reference } from '../kernel/tree.ts'
import type {
  ClusterExtension,
  DeploymentSafeguards,
  MaintenanceWindow,
  ManagedNamespace,
  RegistryCacheRule,
  RegistryTask,
  RegistryToken,
  RegistryWebhook,
  TrustedAccess,
} from './azure-children.ts'
import type { EntraAsset } from './azure-entra.ts'
import type { FirewallAsset } from './azure-firewall.ts'
import type { GovernanceAsset } from './azure-governance.ts'
import type { IdentityAsset } from './azure-identity.ts'
import type { AzureMeta } from './azure-meta.ts'
import type { MonitoringAsset } from './azure-monitoring.ts'
import type { NetworkAsset } from './azure-network.ts'
import type { VaultAsset } from './azure-vault.ts'
import type { Known } from './known.ts'
import type { Origin } from './origin.ts'

export type * from './azure-children.ts'
export type * from './azure-entra.ts'
export type * from './azure-firewall.ts'
export type * from './azure-governance.ts'
export type * from './azure-identity.ts'
export type * from './azure-meta.ts'
export type * from './azure-monitoring.ts'
export type * from './azure-network.ts'
export type * from './azure-vault.ts'
export type { Reference }

/** `Microsoft.Resources/resourceGroups`. */
export interface ResourceGroup extends AzureMeta {
  readonly asset: 'resource-group'
}

/** `Microsoft.ContainerService/managedClusters`. */
export interface ManagedCluster extends AzureMeta {
  readonly asset: 'managed-cluster'
  readonly kubernetesVersion: Known<string | undefined>
  /** The version that runs, which only Azure itself tells. */
  readonly currentKubernetesVersion: Known<string | undefined>
  /** `AKSLongTermSupport` where old versions get fixes for longer. */
  readonly supportPlan: Known<string>
  readonly skuTier: Known<string>
  readonly apiServer: ApiServerAccess
  readonly disableLocalAccounts: Known<boolean>
  readonly enableRBAC: Known<boolean>
  /** True where Entra ID signs people in. */
  readonly hasAadProfile: Known<boolean>
  readonly enableAzureRBAC: Known<boolean>
  readonly adminGroups: readonly Known<string>[]
  /** The service principal whose secret stands on every node; a managed identity has none. */
  readonly servicePrincipal: Known<string | undefined>
  /** The user-assigned identity of the kubelets; AKS makes one where none is stated. */
  readonly kubeletIdentity: Known<Reference | undefined>
  /** What role assignments call the identities that stand on the nodes: the kubelets’ first, then those of add-ons. */
  readonly nodePrincipals: readonly Known<string | undefined>[]
  /** The same of the control plane’s. */
  readonly ownPrincipal: Known<string | undefined>
  readonly network: ClusterNetwork
  readonly oidcIssuer: Known<boolean>
  readonly security: ClusterSecurity
  readonly addons: ClusterAddons
  readonly appRouting: AppRouting
  readonly upgradeChannel: Known<string | undefined>
  readonly nodeOSUpgradeChannel: Known<string | undefined>
  readonly diskEncryptionSet: Known<Reference | undefined>
  /** `ReadOnly` keeps everybody from changing what AKS made in the group of the nodes. */
  readonly nodeResourceGroupLockdown: Known<string | undefined>
  readonly hasKaito: Known<boolean>
  /** `Cache` takes what nodes start with from a registry of one's own. */
  readonly artifactSource: Known<string>
  readonly artifactRegistry: Known<Reference | undefined>
  /** `Auto` makes nodes as pods ask for them. */
  readonly nodeProvisioning: Known<string>
  readonly proxy: HttpProxy
  readonly storage: StorageDrivers
  /** The user-assigned identities of the control plane, as it is written. */
  readonly identities: readonly Known<Reference | undefined>[]
  readonly costAnalysis: Known<boolean>
}

export interface ClusterSecurity {
  readonly workloadIdentity: Known<boolean>
  /** The retired way, by an agent that stands between pods and the metadata service. */
  readonly podIdentity: Known<boolean>
  readonly defender: Known<boolean>
  /** Images with known flaws are rejected at admission. */
  readonly gating: Known<boolean>
  readonly imageCleaner: Known<boolean>
  readonly imageCleanerHours: Known<number>
  readonly nodeRestriction: Known<boolean>
  readonly keyVaultEncryption: Known<boolean>
  readonly keyVaultNetworkAccess: Known<string>
  /** `Enabled` encrypts what etcd keeps with a key that Azure manages. */
  readonly platformEncryption: Known<string>
  /** What every node trusts beside the usual authorities. */
  readonly customAuthorities: readonly Known<string>[]
}

/** Lets tenants publish with an Ingress. */
export interface AppRouting {
  readonly isOn: Known<boolean>
  readonly defaultIngress: Known<string>
}

export interface HttpProxy {
  readonly trustedCa: Known<string | undefined>
  readonly noProxy: readonly Known<string>[]
}

export interface StorageDrivers {
  readonly blob: Known<boolean>
}

export interface ApiServerAccess {
  readonly enablePrivateCluster: Known<boolean>
  readonly enablePrivateClusterPublicFQDN: Known<boolean>
  readonly authorizedIPRanges: readonly Known<string>[]
  readonly disableRunCommand: Known<boolean>
  /** The API server stands in a subnet of one's own network. */
  readonly enableVnetIntegration: Known<boolean>
}

export interface ClusterNetwork {
  readonly networkPlugin: Known<string | undefined>
  /** `overlay` gives pods addresses that the network around the nodes does not route. */
  readonly networkPluginMode: Known<string | undefined>
  readonly networkPolicy: Known<string | undefined>
  readonly networkDataplane: Known<string | undefined>
  readonly outboundType: Known<string>
  /** `None` keeps pods from the instance metadata service. */
  readonly podLinkLocalAccess: Known<string | undefined>
  readonly advanced: AdvancedNetworking
}

/** Advanced Container Networking Services. */
export interface AdvancedNetworking {
  readonly observability: Known<boolean>
  readonly security: Known<boolean>
  /** `FQDN` or `L7`, where security is on: policies may name hosts, or requests. */
  readonly policies: Known<string>
  readonly transitEncryption: Known<string>
  /** `BpfVeth` leads packets past the firewall of the node. */
  readonly acceleration: Known<string>
}

export interface ClusterAddons {
  readonly azurePolicy: Known<boolean>
  readonly httpApplicationRouting: Known<boolean>
  readonly applicationGateway: Known<boolean>
  readonly virtualNodes: Known<boolean>
  readonly kubeDashboard: Known<boolean>
  readonly monitoring: Known<boolean>
  /** Where the agent sends what containers write. */
  readonly monitoringWorkspace: Known<Reference | undefined>
  /** The agent signs in with a managed identity, not with the key of the workspace. */
  readonly monitoringSignsIn: Known<boolean>
  readonly secretsProvider: Known<boolean>
  readonly secretRotation: Known<boolean>
}

/** `Microsoft.ContainerService/managedClusters/agentPools`. */
export interface AgentPool extends AzureMeta {
  readonly asset: 'agent-pool'
  readonly cluster: Known<Reference | undefined>
  readonly mode: Known<string>
  readonly vmSize: Known<string | undefined>
  readonly osType: Known<string>
  readonly osSKU: Known<string | undefined>
  readonly orchestratorVersion: Known<string | undefined>
  /** The version that runs, which only Azure itself tells. */
  readonly currentOrchestratorVersion: Known<string | undefined>
  /** `AKSUbuntu-2204gen2containerd-202511.07.0`; only Azure itself tells it. */
  readonly nodeImageVersion: Known<string | undefined>
  readonly osDiskType: Known<string | undefined>
  readonly type: Known<string>
  readonly nodeLabels: ReadonlyMap<string, Known<string>>
  /** `key=value:effect`, as they are written. */
  readonly nodeTaints: readonly Known<string>[]
  /** `KataVmIsolation` gives each sandboxed pod a kernel of its own. */
  readonly workloadRuntime: Known<string | undefined>
  readonly enableNodePublicIP: Known<boolean>
  readonly enableEncryptionAtHost: Known<boolean>
  readonly enableSecureBoot: Known<boolean>
  readonly enableVTPM: Known<boolean>
  readonly gpuDriver: Known<string>
  readonly sshAccess: Known<string | undefined>
  readonly enableAutoScaling: Known<boolean>
  /** How many nodes there are where nothing makes them grow. */
  readonly count: Known<number>
  readonly maxCount: Known<number | undefined>
  readonly maxPods: Known<number | undefined>
  readonly subnet: Known<Reference | undefined>
  /** The subnet of the pods’ own addresses; that of the nodes where none is stated. */
  readonly podSubnet: Known<Reference | undefined>
  readonly scaleDownMode: Known<string | undefined>
  /** Ports of the nodes that their network security group lets in. */
  readonly allowedHostPorts: readonly PortRange[]
  readonly swapFileSizeMB: Known<number | undefined>
  /** `Cordon` takes a node that cannot be drained out of use, and the upgrade goes on. */
  readonly undrainableNodeBehavior: Known<string>
  readonly kubelet: KubeletSettings
}

export interface PortRange {
  readonly start: Known<number | undefined>
  readonly origin: Origin
}

export interface KubeletSettings {
  readonly podMaxPids: Known<number | undefined>
  readonly containerLogMaxSizeMB: Known<number | undefined>
  readonly containerLogMaxFiles: Known<number | undefined>
  readonly allowedUnsafeSysctls: readonly Known<string>[]
  readonly cpuCfsQuota: Known<boolean>
  readonly seccompDefault: Known<string>
  /** When the kubelet evicts pods for want of memory; AKS sets it where nobody does. */
  readonly evictionMemory: Known<string | undefined>
}

/** `Microsoft.ContainerRegistry/registries`. */
export interface ContainerRegistry extends AzureMeta {
  readonly asset: 'container-registry'
  readonly sku: Known<string>
  readonly adminUserEnabled: Known<boolean>
  readonly anonymousPullEnabled: Known<boolean>
  readonly publicNetworkAccess: Known<string>
  readonly networkDefaultAction: Known<string>
  /** Addresses that are let in where others are not. */
  readonly networkAllowed: readonly Known<string>[]
  readonly dataEndpointEnabled: Known<boolean>
  readonly zoneRedundancy: Known<string>
  /** Whether the registry is copied to other regions, and whether each copy is spread over zones. */
  readonly replications: readonly Replication[]
  /** `AbacRepositoryPermissions`: roles may be bounded to repositories, and `AcrPull` has no effect. */
  readonly roleAssignmentMode: Known<string | undefined>
  readonly networkBypassForTasks: Known<boolean>
  readonly encryption: Known<string>
  /** `Approved` and its like, of each private endpoint that Azure shows: declarations do not say. */
  readonly privateConnections: readonly Known<string>[]
  readonly policies: RegistryPolicies
}

export interface Replication {
  readonly zoneRedundancy: Known<string>
  readonly origin: Origin
}

export interface RegistryPolicies {
  readonly quarantine: Known<string>
  readonly trust: Known<string>
  readonly retention: Known<string>
  readonly retentionDays: Known<number | undefined>
  readonly export: Known<string>
  readonly softDelete: Known<string>
  readonly azureADAuthenticationAsArm: Known<string>
}

export type AzureAsset =
  | ResourceGroup
  | ManagedCluster
  | AgentPool
  | DeploymentSafeguards
  | MaintenanceWindow
  | ManagedNamespace
  | TrustedAccess
  | ClusterExtension
  | ContainerRegistry
  | RegistryToken
  | RegistryCacheRule
  | RegistryTask
  | RegistryWebhook
  | EntraAsset
  | FirewallAsset
  | GovernanceAsset
  | IdentityAsset
  | MonitoringAsset
  | NetworkAsset
  | VaultAsset
