import type {
  ContainerPort,
  ContainerRole,
  ContainerSecurityContext,
  EnvironmentSource,
  EnvironmentVariable,
  Probe,
  ResourceList,
  VolumeDevice,
  VolumeMount,
} from './container.ts'
import type { DockerSettings } from './docker.ts'
import type { Known } from './known.ts'
import type { ObjectMeta } from './object.ts'
import type { Origin } from './origin.ts'
import type { SecurityContext } from './security-context.ts'
import type { Volume } from './volume.ts'

/** What starts the containers, and with it the defaults: Kubernetes, or Docker under a Compose file. */
export type Orchestrator = 'kubernetes' | 'docker'

/** A pod, or the pod template of a workload; `kind` and `name` are the workload's. */
export interface Pod extends ObjectMeta {
  readonly asset: 'pod'
  /** Which of the object's pod templates it is (`headGroupSpec`), where the kind has several; else empty. */
  readonly part: string
  readonly orchestrator: Orchestrator
  /** Of a service of a Compose file only. */
  readonly docker?: DockerSettings
  /** Where the pod spec begins. */
  readonly specOrigin: Origin
  /** Labels and annotations that the pods get: of the template, which differ from the workload's. */
  readonly podLabels: ReadonlyMap<string, Known<string>>
  readonly podAnnotations: ReadonlyMap<string, Known<string>>
  /** Addresses that a live pod has; a template tells none. */
  readonly addresses: readonly Known<string>[]
  /** Desired replicas; unset where the workload has no such field. */
  readonly replicas: Known<number | undefined>
  readonly containers: readonly Container[]
  /** What all containers together ask for and are bound to (`spec.resources`, KEP-2837). */
  readonly requests: ResourceList
  readonly limits: ResourceList
  readonly volumes: readonly Volume[]
  readonly securityContext: PodSecurityContext
  readonly hostNetwork: Known<boolean>
  readonly hostPID: Known<boolean>
  readonly hostIPC: Known<boolean>
  /** False puts the pod into a user namespace of its own (stable in Kubernetes 1.36). */
  readonly hostUsers: Known<boolean>
  readonly shareProcessNamespace: Known<boolean>
  readonly serviceAccountName: Known<string>
  /** Where the account is named by the field that `serviceAccountName` replaced. */
  readonly deprecatedAccount?: Origin
  readonly automountServiceAccountToken: Known<boolean | undefined>
  readonly enableServiceLinks: Known<boolean>
  readonly runtimeClassName: Known<string | undefined>
  readonly priorityClassName: Known<string | undefined>
  readonly schedulerName: Known<string | undefined>
  readonly nodeName: Known<string | undefined>
  readonly nodeSelector: ReadonlyMap<string, Known<string>>
  readonly tolerations: readonly Toleration[]
  readonly affinity: Affinity
  readonly restartPolicy: Known<string | undefined>
  readonly activeDeadlineSeconds: Known<number | undefined>
  readonly terminationGracePeriodSeconds: Known<number | undefined>
  readonly dnsPolicy: Known<string | undefined>
  /** Addresses that the pod names in its own /etc/hosts. */
  readonly hostAliases: readonly Known<string | undefined>[]
  readonly imagePullSecrets: readonly Known<string>[]
  /** `spec.os.name`: `linux` or `windows`. */
  readonly os: Known<string | undefined>
  /** For which machines its images are, where it says so itself: `platform` of a service of Compose. */
  readonly architecture?: Known<string | undefined>
  /** Dynamic resource claims of the pod (`spec.resourceClaims`). */
  readonly resourceClaims: readonly Known<string>[]
  /** Of a Job or CronJob. */
  readonly job?: JobSettings
  /** The pod of which this one is a second, where the replicas of a workload are kept apart from each other. */
  readonly replicaOf?: Pod
}

/** How long and how often the pods of a Job or CronJob run. */
export interface JobSettings {
  readonly origin: Origin
  readonly activeDeadlineSeconds: Known<number | undefined>
  /** Of a CronJob; the default is `Allow`. */
  readonly concurrencyPolicy: Known<string> | undefined
}

export interface PodSecurityContext extends SecurityContext {
  readonly origin: Origin | undefined
  readonly fsGroup: Known<number | undefined>
  readonly supplementalGroups: readonly Known<number>[]
  readonly sysctls: readonly Sysctl[]
}

export interface Sysctl {
  readonly name: Known<string>
  readonly value: Known<string | undefined>
  readonly origin: Origin
}

export interface Toleration {
  readonly key: Known<string | undefined>
  readonly operator: Known<string>
  readonly value: Known<string | undefined>
  readonly effect: Known<string | undefined>
  readonly origin: Origin
}

/** Which kinds of affinity are stated, and what the pod requires of its nodes. */
export interface Affinity {
  readonly origin: Origin | undefined
  /** Alternatives of the required node affinity, one of which has to hold; unset where nothing is required. */
  readonly nodeTerms: readonly NodeTerm[] | undefined
  readonly hasPodAffinity: boolean
  readonly hasPodAntiAffinity: boolean
}

/** Requirements that all have to hold; a term without any matches no node (Kubernetes API, NodeSelectorTerm). */
export interface NodeTerm {
  readonly origin: Origin
  readonly requirements: readonly NodeRequirement[]
  /** A part of it could not be read. */
  readonly isHidden: boolean
}

export interface NodeRequirement {
  /** A label, or `metadata.name` for the node itself. */
  readonly key: string
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist' | 'Gt' | 'Lt'
  readonly values: readonly string[]
}

/** One container of a pod template. */
export interface Container {
  readonly asset: 'container'
  readonly pod: Pod
  readonly role: ContainerRole
  readonly name: string
  readonly origin: Origin
  readonly image: Known<string | undefined>
  readonly imagePullPolicy: Known<string | undefined>
  readonly command: readonly Known<string>[]
  readonly args: readonly Known<string>[]
  /** What its image starts before the arguments, where the workload names no command and the image was opened. */
  readonly imageStart?: readonly Known<string>[]
  /** Names of variables that its image sets, where it was opened; what they hold may be secret. */
  readonly imageVariables?: readonly string[]
  readonly workingDir: Known<string | undefined>
  readonly env: readonly EnvironmentVariable[]
  readonly envFrom: readonly EnvironmentSource[]
  readonly ports: readonly ContainerPort[]
  readonly requests: ResourceList
  readonly limits: ResourceList
  /** Names of dynamic resource claims (`resources.claims`). */
  readonly claims: readonly Known<string>[]
  /** The most processes that it may have; a pod's containers have none of their own in Kubernetes. */
  readonly pidsLimit: Known<number | undefined>
  readonly securityContext: ContainerSecurityContext
  readonly mounts: readonly VolumeMount[]
  readonly devices: readonly VolumeDevice[]
  readonly probes: readonly Probe[]
  readonly stdin: Known<boolean>
  readonly tty: Known<boolean>
}
