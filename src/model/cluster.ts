import type { Known } from './known.ts'
import type { ObjectMeta } from './object.ts'
import type { Origin } from './origin.ts'
import type { Toleration } from './pod.ts'
import type { Selector } from './selector.ts'
import type { Share } from './share.ts'

/** A namespace: declared, or only named by the objects in it. */
export interface Namespace extends ObjectMeta {
  readonly asset: 'namespace'
  readonly isDeclared: boolean
}

export interface ResourceQuota extends ObjectMeta {
  readonly asset: 'resource-quota'
  /** `spec.hard`, by resource key as written (`limits.cpu`, `requests.nvidia.com/gpu`, `pods`, …). */
  readonly hard: ReadonlyMap<string, Known<string>>
  /** Scopes restrict a quota to some pods (`BestEffort`, `PriorityClass` …). */
  readonly isScoped: boolean
  /** Restricts which priority classes its namespace may use (`scopeSelector` on `PriorityClass`). */
  readonly isPriorityScoped: boolean
}

export interface LimitRange extends ObjectMeta {
  readonly asset: 'limit-range'
  readonly limits: readonly LimitRangeItem[]
}

export interface LimitRangeItem {
  readonly type: Known<string>
  readonly origin: Origin
  readonly max: ReadonlyMap<string, Known<string>>
  readonly min: ReadonlyMap<string, Known<string>>
  readonly default: ReadonlyMap<string, Known<string>>
  readonly defaultRequest: ReadonlyMap<string, Known<string>>
}

export interface PriorityClass extends ObjectMeta {
  readonly asset: 'priority-class'
  readonly value: Known<number | undefined>
  readonly globalDefault: Known<boolean>
  readonly preemptionPolicy: Known<string | undefined>
}

export interface RuntimeClass extends ObjectMeta {
  readonly asset: 'runtime-class'
  readonly handler: Known<string | undefined>
  /** What admission adds to every pod of the class. */
  readonly nodeSelector: ReadonlyMap<string, Known<string>>
  readonly tolerations: readonly Toleration[]
}

/** Pod Security admission of a whole cluster: a file of the API server, `PodSecurityConfiguration` or the plugin's part. */
export interface PodSecuritySettings extends ObjectMeta {
  readonly asset: 'pod-security-settings'
  /** The level of namespaces that have no label. */
  readonly defaultLevel: Known<string>
  /** Namespaces, users and runtime classes that it never asks about. */
  readonly exemptNamespaces: readonly Known<string>[]
  readonly exemptUsers: readonly Known<string>[]
  readonly exemptRuntimeClasses: readonly Known<string>[]
}

export interface ConfigMap extends ObjectMeta {
  readonly asset: 'config-map'
  readonly data: ReadonlyMap<string, Known<string>>
}

export interface Secret extends ObjectMeta {
  readonly asset: 'secret'
  readonly type: Known<string>
  /** Keys of `data` and `stringData`; values are read for whether they are literals, never kept in a report. */
  readonly data: ReadonlyMap<string, Known<string>>
}

export interface PersistentVolume extends ObjectMeta {
  readonly asset: 'persistent-volume'
  /** The API's field name of the volume source (`hostPath`, `csi`, `nfs` …). */
  readonly type: string
  /** Of a `hostPath` or `local` volume. */
  readonly hostPath: Known<string | undefined>
  /** The storage behind it, as volumes of pods name it. */
  readonly share: Known<Share | undefined>
  readonly accessModes: readonly Known<string>[]
  /** Empty where it has none, as the API has it. */
  readonly storageClassName: Known<string>
  readonly volumeMode: Known<string>
  readonly capacity: Known<string | undefined>
  readonly claimNamespace: Known<string | undefined>
  readonly claimName: Known<string | undefined>
  readonly reclaimPolicy: Known<string | undefined>
}

export interface VolumeClaim extends ObjectMeta {
  readonly asset: 'volume-claim'
  readonly accessModes: readonly Known<string>[]
  readonly storageClassName: Known<string | undefined>
  readonly volumeMode: Known<string>
  /** Absent matches every volume. */
  readonly selector: Selector | undefined
  readonly volumeName: Known<string | undefined>
  readonly storage: Known<string | undefined>
}

/** Autoscalers: HorizontalPodAutoscaler, KEDA ScaledObject. */
export interface Autoscaler extends ObjectMeta {
  readonly asset: 'autoscaler'
  readonly targetKind: Known<string>
  readonly targetName: Known<string>
  readonly minReplicas: Known<number | undefined>
  readonly maxReplicas: Known<number | undefined>
}

export interface DisruptionBudget extends ObjectMeta {
  readonly asset: 'disruption-budget'
  readonly selector: Selector | undefined
  readonly minAvailable: Known<string | undefined>
  readonly maxUnavailable: Known<string | undefined>
  readonly unhealthyPodEvictionPolicy: Known<string | undefined>
}

/** A custom resource that starts node pools or tenants, or any kind without a type of its own: name and place only. */
export interface OtherObject extends ObjectMeta {
  readonly asset: 'other'
}
