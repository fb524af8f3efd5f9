import type { Reference } from '../kernel/tree.ts'
import type { Known } from './known.ts'
import type { ObjectMeta } from './object.ts'
import type { Origin } from './origin.ts'

export type { Reference }

/**
 * What every resource of Azure carries, in the shape and with the words of ARM, wherever it was declared. Its `kind` is
 * the ARM type, its `name` the one by which its source tells it from all others (`module.aks.azurerm_subnet.nodes[0]`).
 */
export interface AzureMeta extends ObjectMeta {
  /** Folder of the configuration that declares it: references are about things of the same one. */
  readonly declaredIn: string
  /** The calls of modules that lead to it, the innermost first: what stands in a module is chosen by who calls it. */
  readonly calls: readonly Origin[]
  /** The name that it has in Azure. */
  readonly resourceName: Known<string | undefined>
  /** Of a template, `[resourceGroup().name]` and its like: the same text is the same group in one that is declared there. */
  readonly resourceGroup: Known<string | undefined>
}

/** `Microsoft.Resources/resourceGroups`. */
export interface ResourceGroup extends AzureMeta {
  readonly asset: 'resource-group'
}

/** `Microsoft.ContainerService/managedClusters`. */
export interface ManagedCluster extends AzureMeta {
  readonly asset: 'managed-cluster'
  readonly kubernetesVersion: Known<string | undefined>
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
  readonly network: ClusterNetwork
  readonly oidcIssuer: Known<boolean>
  readonly workloadIdentity: Known<boolean>
  readonly defender: Known<boolean>
  readonly imageCleaner: Known<boolean>
  readonly addons: ClusterAddons
  readonly upgradeChannel: Known<string | undefined>
  readonly nodeOSUpgradeChannel: Known<string | undefined>
  readonly diskEncryptionSet: Known<Reference | undefined>
  /** `ReadOnly` keeps everybody from changing what AKS made in the group of the nodes. */
  readonly nodeResourceGroupLockdown: Known<string | undefined>
  readonly hasKaito: Known<boolean>
}

export interface ApiServerAccess {
  readonly enablePrivateCluster: Known<boolean>
  readonly enablePrivateClusterPublicFQDN: Known<boolean>
  readonly authorizedIPRanges: readonly Known<string>[]
  readonly disableRunCommand: Known<boolean>
}

export interface ClusterNetwork {
  readonly networkPlugin: Known<string | undefined>
  readonly networkPolicy: Known<string | undefined>
  readonly networkDataplane: Known<string | undefined>
  readonly outboundType: Known<string>
  /** `None` keeps pods from the instance metadata service. */
  readonly podLinkLocalAccess: Known<string | undefined>
}

export interface ClusterAddons {
  readonly azurePolicy: Known<boolean>
  readonly httpApplicationRouting: Known<boolean>
  readonly kubeDashboard: Known<boolean>
  readonly monitoring: Known<boolean>
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
  readonly sshAccess: Known<string | undefined>
  readonly enableAutoScaling: Known<boolean>
  readonly maxCount: Known<number | undefined>
  readonly maxPods: Known<number | undefined>
  readonly subnet: Known<Reference | undefined>
  readonly scaleDownMode: Known<string | undefined>
  readonly kubelet: KubeletSettings
}

export interface KubeletSettings {
  readonly podMaxPids: Known<number | undefined>
  readonly containerLogMaxSizeMB: Known<number | undefined>
  readonly containerLogMaxFiles: Known<number | undefined>
  readonly allowedUnsafeSysctls: readonly Known<string>[]
  readonly cpuCfsQuota: Known<boolean>
}

/** `Microsoft.ContainerRegistry/registries`. */
export interface ContainerRegistry extends AzureMeta {
  readonly asset: 'container-registry'
  readonly sku: Known<string>
  readonly adminUserEnabled: Known<boolean>
  readonly anonymousPullEnabled: Known<boolean>
  readonly publicNetworkAccess: Known<string>
  readonly networkDefaultAction: Known<string>
  readonly dataEndpointEnabled: Known<boolean>
  readonly zoneRedundancy: Known<string>
  /** Whether the registry is copied to other regions, and whether each copy is spread over zones. */
  readonly replications: readonly Replication[]
  /** `AbacRepositoryPermissions`: roles may be bounded to repositories, and `AcrPull` has no effect. */
  readonly roleAssignmentMode: Known<string | undefined>
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
  readonly azureADAuthenticationAsArm: Known<string>
}

/** `Microsoft.ManagedIdentity/userAssignedIdentities`. */
export interface ManagedIdentity extends AzureMeta {
  readonly asset: 'managed-identity'
}

/** `Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials`. */
export interface FederatedCredential extends AzureMeta {
  readonly asset: 'federated-credential'
  readonly identity: Known<Reference | undefined>
  readonly subject: Known<string | undefined>
  readonly audiences: readonly Known<string>[]
}

/** `Microsoft.Authorization/roleAssignments`. */
export interface RoleAssignment extends AzureMeta {
  readonly asset: 'role-assignment'
  readonly principal: Known<Reference | undefined>
  /** The name of the role, or its id where it is no built-in one. */
  readonly role: Known<string | undefined>
  readonly scope: Known<Reference | undefined>
  readonly condition: Known<string | undefined>
}

/** `Microsoft.Network/virtualNetworks`. */
export interface VirtualNetwork extends AzureMeta {
  readonly asset: 'virtual-network'
  readonly addressPrefixes: readonly Known<string>[]
}

/** `Microsoft.Network/virtualNetworks/subnets`. */
export interface Subnet extends AzureMeta {
  readonly asset: 'subnet'
  readonly addressPrefixes: readonly Known<string>[]
  readonly securityGroup: Known<Reference | undefined>
  readonly routeTable: Known<Reference | undefined>
  readonly defaultOutboundAccess: Known<boolean>
}

/** `Microsoft.Network/networkSecurityGroups`. */
export interface SecurityGroup extends AzureMeta {
  readonly asset: 'security-group'
  readonly rules: readonly SecurityRule[]
}

export interface SecurityRule {
  readonly origin: Origin
  readonly access: Known<string>
  readonly direction: Known<string>
  readonly protocol: Known<string>
  readonly priority: Known<number | undefined>
  readonly sources: readonly Known<string>[]
  readonly destinations: readonly Known<string>[]
  readonly destinationPorts: readonly Known<string>[]
}

/** `Microsoft.Network/routeTables`. */
export interface RouteTable extends AzureMeta {
  readonly asset: 'route-table'
  readonly routes: readonly NetworkRoute[]
}

export interface NetworkRoute {
  readonly origin: Origin
  readonly addressPrefix: Known<string>
  readonly nextHopType: Known<string>
}

/** `Microsoft.Insights/diagnosticSettings`: which logs of a resource are kept. */
export interface DiagnosticSetting extends AzureMeta {
  readonly asset: 'diagnostic-setting'
  readonly scope: Known<Reference | undefined>
  readonly logs: readonly DiagnosticLog[]
}

export interface DiagnosticLog {
  /** `kube-audit`, or a group such as `allLogs`. */
  readonly category: Known<string | undefined>
  readonly enabled: Known<boolean>
}

export type AzureAsset =
  | ResourceGroup
  | ManagedCluster
  | AgentPool
  | ContainerRegistry
  | ManagedIdentity
  | FederatedCredential
  | RoleAssignment
  | VirtualNetwork
  | Subnet
  | SecurityGroup
  | RouteTable
  | DiagnosticSetting
