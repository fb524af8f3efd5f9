import type { Known } from './known.ts'
import type { Origin } from './origin.ts'
import type { SecurityContext } from './security-context.ts'

/** What a container is to its pod. A sidecar is an init container with `restartPolicy: Always`. */
export type ContainerRole = 'main' | 'init' | 'sidecar' | 'ephemeral'

/** Amounts by resource name, as written: `cpu`, `memory`, `ephemeral-storage`, `nvidia.com/gpu`, … */
export type ResourceList = ReadonlyMap<string, Known<string>>

export interface ContainerSecurityContext extends SecurityContext {
  readonly origin: Origin | undefined
  readonly privileged: Known<boolean>
  /** The default is true, whatever the image's user (Kubernetes API reference, SecurityContext). */
  readonly allowPrivilegeEscalation: Known<boolean>
  readonly readOnlyRootFilesystem: Known<boolean>
  readonly procMount: Known<string | undefined>
  readonly capabilitiesAdded: readonly Known<string>[]
  readonly capabilitiesDropped: readonly Known<string>[]
}

export interface EnvironmentVariable {
  readonly name: Known<string>
  /** The literal; unset where the value comes from elsewhere. */
  readonly value: Known<string | undefined>
  readonly from: 'literal' | 'secret' | 'config-map' | 'field' | 'resource' | 'file' | 'unknown'
  /** The name of the secret or config map. */
  readonly reference: Known<string | undefined>
  readonly origin: Origin
}

export interface EnvironmentSource {
  readonly from: 'secret' | 'config-map' | 'unknown'
  readonly reference: Known<string | undefined>
  readonly origin: Origin
}

export interface ContainerPort {
  readonly name: Known<string | undefined>
  readonly containerPort: Known<number | undefined>
  /** 0 and unset both mean: no host port. */
  readonly hostPort: Known<number | undefined>
  readonly hostIP: Known<string | undefined>
  readonly protocol: Known<string>
  readonly origin: Origin
}

export interface VolumeMount {
  readonly volume: Known<string>
  readonly path: Known<string>
  readonly subPath: Known<string | undefined>
  readonly readOnly: Known<boolean>
  /** `Enabled` makes what is mounted below read-only too; Kubernetes alone has it. */
  readonly recursiveReadOnly?: Known<string | undefined>
  readonly propagation: Known<string | undefined>
  readonly origin: Origin
}

export interface VolumeDevice {
  readonly volume: Known<string>
  readonly path: Known<string>
  readonly origin: Origin
}

/** A probe or a lifecycle hook. */
export interface Probe {
  readonly purpose: 'liveness' | 'readiness' | 'startup' | 'post-start' | 'pre-stop'
  readonly action: 'exec' | 'http' | 'tcp' | 'grpc' | 'sleep' | 'unknown'
  /** Host that the kubelet connects to; unset means the pod's own address. */
  readonly host: Known<string | undefined>
  readonly port: Known<string | undefined>
  readonly command: readonly Known<string>[]
  readonly origin: Origin
}
