import type { Reference } from '../kernel/tree.ts'
import type { AzureMeta } from './azure-meta.ts'
import type { Known } from './known.ts'

/** What belongs to a cluster and is a resource of its own. */
interface ClusterPart extends AzureMeta {
  readonly cluster: Known<Reference | undefined>
}

/** `Microsoft.ContainerService/managedClusters/maintenanceConfigurations`. */
export interface MaintenanceWindow extends ClusterPart {
  readonly asset: 'maintenance-window'
  /** `daily`, `weekly`, `absoluteMonthly` or `relativeMonthly`; unset where the window has no schedule. */
  readonly frequency: Known<string | undefined>
  /** Every how many days, weeks or months. */
  readonly interval: Known<number>
  readonly durationHours: Known<number | undefined>
  readonly notAllowed: readonly DateSpan[]
}

export interface DateSpan {
  readonly start: Known<string | undefined>
  readonly end: Known<string | undefined>
}

/** `Microsoft.ContainerService/deploymentSafeguards`. */
export interface DeploymentSafeguards extends ClusterPart {
  readonly asset: 'deployment-safeguards'
  readonly level: Known<string>
  readonly podSecurityLevel: Known<string>
  readonly excludedNamespaces: readonly Known<string>[]
}

/** `Microsoft.ContainerService/managedClusters/managedNamespaces`. */
export interface ManagedNamespace extends ClusterPart {
  readonly asset: 'managed-namespace'
  readonly ingress: Known<string>
  readonly egress: Known<string>
  readonly cpuLimit: Known<string | undefined>
  readonly memoryLimit: Known<string | undefined>
}

/** `Microsoft.ContainerService/managedClusters/trustedAccessRoleBindings`. */
export interface TrustedAccess extends ClusterPart {
  readonly asset: 'trusted-access'
  readonly roles: readonly Known<string>[]
}

/** `Microsoft.KubernetesConfiguration/extensions`. */
export interface ClusterExtension extends ClusterPart {
  readonly asset: 'cluster-extension'
  readonly extensionType: Known<string | undefined>
  readonly settings: ReadonlyMap<string, Known<string>>
}

/** `Microsoft.ContainerRegistry/registries/tokens`: a name and a password for some repositories. */
export interface RegistryToken extends AzureMeta {
  readonly asset: 'registry-token'
  readonly status: Known<string>
}

/** `Microsoft.ContainerRegistry/registries/cacheRules`: images of another registry under a name of one's own. */
export interface RegistryCacheRule extends AzureMeta {
  readonly asset: 'registry-cache-rule'
  readonly registry: Known<Reference | undefined>
  readonly sourceRepository: Known<string | undefined>
}

/** `Microsoft.ContainerRegistry/registries/tasks`: what the registry itself runs. */
export interface RegistryTask extends AzureMeta {
  readonly asset: 'registry-task'
  readonly registry: Known<Reference | undefined>
  /** `SystemAssigned` and its like; unset where it has none. */
  readonly identity: Known<string | undefined>
  readonly sources: readonly TaskSource[]
}

/** A repository whose changes start a task. */
export interface TaskSource {
  readonly events: readonly Known<string>[]
}

/** `Microsoft.ContainerRegistry/registries/webhooks`: whom the registry tells of what happens in it. */
export interface RegistryWebhook extends AzureMeta {
  readonly asset: 'registry-webhook'
  readonly serviceUri: Known<string | undefined>
}
