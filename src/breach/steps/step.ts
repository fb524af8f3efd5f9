import { doubted } from './doubt.ts'
import type { Position } from './position.ts'
import type { Assumption, StandingBarrier } from './barrier.ts'
import type { Origin } from '../../model/origin.ts'

/** One step that an attacker may take, from one position to the next. */
export interface Step {
  readonly from: Position
  readonly to: Position
  /** Id of the technique; nothing where one position simply holds the other. */
  readonly technique?: string
  readonly how: string
  readonly evidence: readonly Origin[]
  readonly barriers: readonly StandingBarrier[]
  readonly assumes?: Assumption
  /** Name of the control that would close it by passing. */
  readonly closedBy?: string
  /** It takes a wrong field that nobody has written yet. */
  readonly isDrift: boolean
}

export type Held = Pick<Step, 'to' | 'how' | 'assumes'>

/** Of a hundred thousand steps none needs a list of its own for nothing. */
const none: readonly never[] = []

/** A step that is none: who holds the one position holds the other. */
export function holds(from: Position, { to, how, assumes }: Held): Step {
  return {
    from,
    to,
    how,
    evidence: none,
    barriers: none,
    isDrift: false,
    ...doubted(assumes),
  }
}
