import type { Origin } from '../../model/origin.ts'
import type { Assumption, StandingBarrier } from './barrier.ts'
import type { Position } from './position.ts'

/** One way from a position to the next. */
export interface Opening {
  readonly to: Position
  /** What the attacker uses, in one sentence. */
  readonly how: string
  /** Where it shows, the most telling place first. Empty for what every platform has. */
  readonly evidence: readonly Origin[]
  /** What still has to fail. */
  readonly barriers: readonly StandingBarrier[]
  /** Unset where the way is surely there; else it is taken for open at worst. */
  readonly assumes?: Assumption
  /** Name of the control that would close it by passing. */
  readonly closedBy?: string
}
