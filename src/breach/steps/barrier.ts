import type { Barrier } from '../../knowledge/barriers.ts'
import type { FactName } from '../../knowledge/platform-facts.ts'
import type { Origin } from '../../model/origin.ts'

/** What has to be known to decide: a fact about the platform, or a field that nobody could read. */
export interface Assumption {
  /** Unset where a field of the input is hidden. */
  readonly fact?: FactName
  /** Completes "It is not known …". */
  readonly question: string
  readonly origin?: Origin
}

/** One thing that has to fail before a step can be taken, where it stands on this platform. */
export interface StandingBarrier {
  readonly barrier: Barrier
  /** The same instance on two steps fails once: `N.eg@acme`, `X.kernel@nodes`. */
  readonly instance: string
  /** One flaw takes down every instance of a domain: `cni:cluster`, `kernel:nodes`. */
  readonly domain: string
  /** What it is, for people: "network policy acme/default-deny". */
  readonly label: string
  /** Where it stands: the policy, the field, the label. Empty for what every platform has. */
  readonly evidence: readonly Origin[]
  /** Nobody set it up: only an unknown flaw of kernel, hypervisor, runtime or application takes it down. */
  readonly isIntrinsic: boolean
  /** Unset where it surely stands and works; else it counts at best. */
  readonly assumes?: Assumption
}
