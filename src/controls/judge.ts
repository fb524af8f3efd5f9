import type { Asset, Platform } from '../model/platform.ts'
import type { AnyControl } from './any-control.ts'
import type { Control } from './control.ts'
import type { Fail, Unknown, Verdict } from './verdict.ts'

/** A verdict that somebody has to act on or look into, with what it is about. */
export interface Judgement {
  readonly control: AnyControl
  readonly asset: Asset
  readonly verdict: Fail | Unknown
}

/** How often a control gave each verdict; assets that it was not asked about count nowhere. */
export interface Tally {
  pass: number
  fail: number
  unknown: number
}

export interface Judgements {
  readonly judgements: readonly Judgement[]
  readonly tallies: ReadonlyMap<string, Readonly<Tally>>
}

/** Asks every control about every asset that it applies to. */
export function judge(platform: Platform, controls: readonly AnyControl[]): Judgements {
  const judgements: Judgement[] = []
  const tallies = new Map<string, Tally>()
  for (const control of controls) {
    const tally: Tally = { pass: 0, fail: 0, unknown: 0 }
    tallies.set(control.id, tally)
    judgeWith(control as Control, platform, (asset, verdict) => {
      tally[verdict.verdict]++
      if (verdict.verdict !== 'pass') judgements.push({ control, asset, verdict })
    })
  }
  return { judgements, tallies }
}

function judgeWith(
  control: Control,
  platform: Platform,
  report: (asset: Asset, verdict: Verdict) => void,
): void {
  for (const asset of platform.all(control.applies)) {
    if (control.when !== undefined && !control.when(asset, platform)) continue
    report(asset, control.check(asset, platform))
  }
}
