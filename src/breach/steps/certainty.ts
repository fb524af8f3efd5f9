import type { StandingBarrier } from './barrier.ts'
import type { Opening } from './opening.ts'

/** The least and the most that has to fail on one opening, in failure domains; `closed` where there is no way at all. */
export interface Bounds {
  readonly lower: number
  readonly upper: number | 'closed'
}

/** At worst an assumed way is open and an assumed barrier is not there; at best the other way round. */
export function boundsOf({ barriers, assumes }: Pick<Opening, 'barriers' | 'assumes'>): Bounds {
  return {
    lower: countDomains(barriers.filter((barrier) => barrier.assumes === undefined)),
    upper: assumes === undefined ? countDomains(barriers) : 'closed',
  }
}

export function countDomains(barriers: readonly StandingBarrier[]): number {
  return new Set(barriers.map(({ domain }) => domain)).size
}
