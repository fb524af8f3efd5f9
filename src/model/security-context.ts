import type { Known } from './known.ts'
import type { Origin } from './origin.ts'

/** Fields that stand on the pod and on the container, where the container's win. */
export interface SecurityContext {
  /** Stated as `{}`. */
  readonly isEmpty?: Known<boolean>
  readonly runAsNonRoot: Known<boolean | undefined>
  readonly runAsUser: Known<number | undefined>
  readonly runAsGroup: Known<number | undefined>
  readonly seccompProfile: LocalProfile
  readonly appArmorProfile: LocalProfile
  readonly seLinux: SeLinuxOptions
  readonly windows: WindowsOptions
}

/** `{type: RuntimeDefault | Localhost | Unconfined, localhostProfile}` of seccomp and AppArmor. */
export interface LocalProfile {
  readonly type: Known<string | undefined>
  readonly localhostProfile: Known<string | undefined>
}

export interface SeLinuxOptions {
  readonly origin: Origin | undefined
  readonly type: Known<string | undefined>
  readonly user: Known<string | undefined>
  readonly role: Known<string | undefined>
  readonly level: Known<string | undefined>
}

export interface WindowsOptions {
  readonly hostProcess: Known<boolean>
  readonly runAsUserName: Known<string | undefined>
}
