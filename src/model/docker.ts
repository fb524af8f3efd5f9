import type { Known } from './known.ts'
import type { Origin } from './origin.ts'

/** What Docker knows of a container and Kubernetes does not; of a service of a Compose file. */
export interface DockerSettings {
  /** `bridge`, `host`, `none`, `service:<name>`, `container:<name>`; unset means the project's own network. */
  readonly networkMode: Known<string | undefined>
  /** Networks that the service joins by name; none means the project's `default`. */
  readonly networks: readonly Known<string>[]
  readonly pidMode: Known<string | undefined>
  readonly ipcMode: Known<string | undefined>
  readonly utsMode: Known<string | undefined>
  readonly userNamespaceMode: Known<string | undefined>
  readonly cgroupMode: Known<string | undefined>
  readonly cgroupParent: Known<string | undefined>
  /** `no`, `always`, `on-failure`, `unless-stopped`, without a maximum behind a colon. */
  readonly restart: Known<string | undefined>
  readonly maxRestarts: Known<number | undefined>
  readonly published: readonly PublishedPort[]
  /** Devices of the host, as written. */
  readonly hostDevices: readonly Known<string>[]
}

/** A port that the host offers for a container. */
export interface PublishedPort {
  /** The port on the host, or a range; unset means any free one. */
  readonly port: Known<string | undefined>
  /** Unset means every address of the host. */
  readonly address: Known<string | undefined>
  readonly origin: Origin
}
