import type { Control } from '../../controls/control.ts'
import type { AssetOf } from '../../model/platform.ts'
import type { Verdict } from '../../controls/verdict.ts'
import type { StandingBarrier } from '../steps/barrier.ts'
import { assumption, doubted } from '../steps/doubt.ts'
import type { Position } from '../steps/position.ts'
import type { Opening } from '../steps/opening.ts'
import type { Terrain } from '../terrain.ts'

/** A control that closes a way, asked about the asset in hand. */
export interface Closing<K extends 'container' | 'pod' | 'namespace'> {
  readonly control: Control<K>
  readonly asset: AssetOf<K>
  readonly terrain: Terrain
}

export interface Beyond {
  readonly to: readonly Position[]
  readonly barriers?: readonly StandingBarrier[]
}

/**
 * Openings where a control fails: open with its evidence; assumed where the control cannot tell; none where it passes or
 * is not asked.
 */
export function openWhereFails<K extends 'container' | 'pod' | 'namespace'>(
  { control, asset, terrain }: Closing<K>,
  { to, barriers = [] }: Beyond,
): readonly Opening[] {
  if (control.when !== undefined && !control.when(asset, terrain.platform)) return []
  const verdict = control.check(asset, terrain.platform)
  return openByVerdict(verdict, {
    to,
    barriers,
    question: `whether ${control.name} fails`,
    closedBy: control.name,
  })
}

export interface Judged extends Beyond {
  /** Completes "It is not known …" where the verdict is unknown. */
  readonly question: string
  readonly closedBy?: string
}

/** Openings where a verdict is fail; assumed where it is unknown. */
export function openByVerdict(
  verdict: Verdict,
  { to, barriers = [], question, closedBy }: Judged,
): readonly Opening[] {
  if (verdict.verdict === 'pass') return []
  const { message, evidence } = verdict
  const [origin] = evidence
  return to.map((position) => ({
    to: position,
    how: message,
    evidence,
    barriers,
    ...(closedBy === undefined ? {} : { closedBy }),
    ...doubted(verdict.verdict === 'unknown' ? assumption(question, origin) : undefined),
  }))
}
