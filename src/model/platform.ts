import type { AdmissionPolicy, AdmissionWebhook } from './admission.ts'
import type { ApprovedBase } from './approved-base.ts'
import type { AzureAsset } from './azure.ts'
import type {
  Autoscaler,
  ConfigMap,
  DisruptionBudget,
  LimitRange,
  Namespace,
  OtherObject,
  PersistentVolume,
  PodSecuritySettings,
  PriorityClass,
  ResourceQuota,
  RuntimeClass,
  Secret,
  VolumeClaim,
} from './cluster.ts'
import type { Container, Pod } from './pod.ts'
import type {
  Direction,
  EgressReach,
  EgressTarget,
  ExtendedNetworkPolicy,
  Gateway,
  Isolation,
  MeshPolicy,
  NetworkPeer,
  NetworkPolicy,
  Route,
  Selected,
  Selecting,
  Service,
} from './network.ts'
import type { ImageLook } from './image-facts.ts'
import type { BuildStage, ImageBuild } from './image-build.ts'
import type { ClusterNode } from './node.ts'
import type { Deadlines } from './patch-deadline.ts'
import type { Pipeline } from './pipeline.ts'
import type { PolicyRule, Role, RoleBinding, RoleReference, ServiceAccount } from './rbac.ts'
import type { Match } from './selector.ts'

/** A thing with identity that controls look at, by the word in its `asset` field. */
export type Asset =
  | Pod
  | Container
  | Namespace
  | ServiceAccount
  | Role
  | RoleBinding
  | NetworkPolicy
  | ExtendedNetworkPolicy
  | Service
  | Route
  | Gateway
  | MeshPolicy
  | ResourceQuota
  | LimitRange
  | PriorityClass
  | RuntimeClass
  | AdmissionWebhook
  | AdmissionPolicy
  | PodSecuritySettings
  | ConfigMap
  | Secret
  | PersistentVolume
  | VolumeClaim
  | Autoscaler
  | DisruptionBudget
  | ClusterNode
  | ImageBuild
  | Pipeline
  | AzureAsset
  | OtherObject

export type AssetKind = Asset['asset']

/** Every kind of asset; the record keeps the list complete. */
export const assetKinds: readonly AssetKind[] = Object.keys({
  pod: true,
  container: true,
  namespace: true,
  'service-account': true,
  role: true,
  'role-binding': true,
  'network-policy': true,
  'extended-network-policy': true,
  service: true,
  route: true,
  gateway: true,
  'mesh-policy': true,
  'resource-quota': true,
  'limit-range': true,
  'priority-class': true,
  'runtime-class': true,
  'admission-webhook': true,
  'admission-policy': true,
  'pod-security-settings': true,
  'config-map': true,
  secret: true,
  'persistent-volume': true,
  'volume-claim': true,
  autoscaler: true,
  'disruption-budget': true,
  node: true,
  'image-build': true,
  pipeline: true,
  'resource-group': true,
  'managed-cluster': true,
  'agent-pool': true,
  'deployment-safeguards': true,
  'managed-namespace': true,
  'trusted-access': true,
  'cluster-extension': true,
  'container-registry': true,
  'registry-token': true,
  'registry-cache-rule': true,
  'registry-task': true,
  'registry-webhook': true,
  'managed-identity': true,
  'federated-credential': true,
  'role-assignment': true,
  'service-principal': true,
  'application-password': true,
  'directory-right': true,
  'entra-group': true,
  'group-member': true,
  'unread-module': true,
  'virtual-network': true,
  'public-address': true,
  subnet: true,
  'security-group': true,
  'route-table': true,
  'diagnostic-setting': true,
  'network-peering': true,
  'private-endpoint': true,
  'dns-zone': true,
  'dns-link': true,
  'flow-log': true,
  'web-firewall-policy': true,
  firewall: true,
  'firewall-policy': true,
  'firewall-rule-group': true,
  'key-vault': true,
  'vault-key': true,
  'vault-secret': true,
  'log-workspace': true,
  'log-alert': true,
  'sentinel-onboarding': true,
  'sentinel-rule': true,
  'defender-plan': true,
  'security-contact': true,
  'activity-alert': true,
  budget: true,
  'resource-lock': true,
  'state-store': true,
  'policy-assignment': true,
  'policy-exemption': true,
  'azure-role': true,
  'maintenance-window': true,
  'backup-vault': true,
  other: true,
} satisfies Record<AssetKind, true>) as AssetKind[]

export type AssetOf<K extends AssetKind> = Extract<Asset, { readonly asset: K }>

/** What a source tells: an asset, not yet related to any other. Containers come inside their pods. */
export type Fact = Exclude<Asset, Container>

/**
 * Who is responsible for code in an asset. Everything outside the platform's own namespaces is untrusted; `managed`
 * is what AKS itself deploys and repairs.
 */
export type Trust = 'untrusted' | 'platform' | 'managed'

/** A binding that names an identity; without a role where nobody declared the one that it refers to. */
export interface Grant {
  readonly binding: RoleBinding
  readonly role: Role | undefined
  readonly match: Exclude<Match, 'no'>
}

/** Everything that defines the platform, linked. The only thing that controls may ask. */
export interface Platform {
  /** The lowest version that the platform may run, such as `1.34`: its semantics apply. */
  readonly kubernetesVersion: string
  /** ISO date on which ages are judged; without it, that of the data which they are judged by. */
  readonly today: string | undefined
  /** What a machine of a size costs an hour, in US dollars or in what the owner counts in. */
  priceOf(size: string): number | undefined
  /** The images that others may be built on; unset where any will do. */
  readonly approvedBases: readonly ApprovedBase[] | undefined
  /** By when flaws of images have to be gone that code of such trust runs. */
  deadlinesOf(trust: Trust): Deadlines
  /** All assets of one kind, in the order in which they were linked. */
  all<K extends AssetKind>(kind: K): readonly AssetOf<K>[]
  /** The same with fewer pods: only those that are kept. */
  withPods(isKept: (pod: Pod) => boolean): Platform
  /** What was seen of a container's image. */
  imageOf(container: Container): ImageLook
  /** What was seen of the image that a stage of a Dockerfile is built on. */
  baseImageOf(stage: BuildStage): ImageLook
  trustOf(asset: Asset): Trust
  namespaceOf(asset: Asset): Namespace | undefined
  serviceAccountOf(pod: Pod): ServiceAccount | undefined
  /** The network policies of a pod's own namespace that may select it, with how sure that is. */
  networkPoliciesOf(pod: Pod): readonly Selecting<NetworkPolicy>[]
  /** Policies of other APIs that may select a pod. */
  extendedNetworkPoliciesOf(pod: Pod): readonly Selecting<ExtendedNetworkPolicy>[]
  /** Whether policies let through nothing but what they allow; a pod in its node's network has none. */
  isolationOf(pod: Pod, direction: Direction): Isolation
  /** Whether the policies let a pod's packets out to an address outside the cluster. */
  egressOf(pod: Pod, target: EgressTarget): EgressReach
  /** The pods that a network policy is about, or may be. */
  podsSelectedBy(policy: NetworkPolicy): readonly Selected[]
  /** The pods that a peer of a network policy's rule stands for, or may; none for addresses. */
  podsOfPeer(policy: NetworkPolicy, peer: NetworkPeer): readonly Selected[]
  /** The pods that a service leads to, or may. */
  podsOfService(service: Service): readonly Selected[]
  /** Cluster-wide policies that are about every pod of a namespace, whatever its labels. */
  clusterPoliciesOf(namespace: Namespace): readonly Selecting<ExtendedNetworkPolicy>[]
  /** Bindings whose subjects name the pod's service account, directly or by its groups. */
  bindingsOf(pod: Pod): readonly RoleBinding[]
  /** The role that a binding refers to, where it is declared or built in. */
  roleOf(binding: RoleReference): Role | undefined
  /** The rules of a role with those that it aggregates. */
  rulesOf(role: Role): readonly PolicyRule[]
  /** What the pod's service account may do, with how sure it is that a binding names it. */
  grantsOf(pod: Pod): readonly Grant[]
  /** What a service account may do, whether or not any pod uses it. */
  grantsOfAccount(namespace: string, name: string): readonly Grant[]
  /** Assets of one kind in one namespace. */
  inNamespace<K extends AssetKind>(kind: K, namespace: string): readonly AssetOf<K>[]
}
