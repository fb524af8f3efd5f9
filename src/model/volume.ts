import type { Known } from './known.ts'
import type { Origin } from './origin.ts'
import type { Share } from './share.ts'

/** A pod's volume. `type` is the API's own field name (`hostPath`, `emptyDir`, …), or `unknown`. */
export interface Volume {
  readonly name: Known<string>
  readonly origin: Origin
  readonly type: string
  /** Of a hostPath volume; hidden where the volume itself is, and its type `unknown`. */
  readonly hostPath: Known<string | undefined>
  readonly hostPathType: Known<string | undefined>
  /** Of an emptyDir volume. */
  readonly medium: Known<string | undefined>
  readonly sizeLimit: Known<string | undefined>
  /** Name of the secret, config map, claim, CSI driver or image that the volume is made of. */
  readonly reference: Known<string | undefined>
  /** The storage behind it by a name of its own, where the volume names storage that others may name too. */
  readonly share: Known<Share | undefined>
  readonly readOnly: Known<boolean>
  /** Permission bits of projected files. */
  readonly defaultMode: Known<number | undefined>
  /** Sources of a projected volume. */
  readonly projections: readonly Projection[]
}

export interface Projection {
  readonly type: 'secret' | 'config-map' | 'service-account-token' | 'downward-api' | 'other'
  readonly reference: Known<string | undefined>
  readonly audience: Known<string | undefined>
  readonly expirationSeconds: Known<number | undefined>
  readonly origin: Origin
}
