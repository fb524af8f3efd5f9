import { doubted } from './doubt.ts'
import type { Step } from './map.ts'
import type { Position } from './position.ts'

export type Held = Pick<Step, 'to' | 'how' | 'assumes'>

/** A step that is none: who holds the one position holds the other. */
export function holds(from: Position, { to, how, assumes }: Held): Step {
  return {
    from,
    to,
    how,
    evidence: [],
    barriers: [],
    isDrift: false,
    ...doubted(assumes),
  }
}
