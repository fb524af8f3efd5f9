import { type Asset, assetKinds, type Platform } from '../model/platform.ts'
import type { AnyControl } from './any-control.ts'
import type { Control } from './control.ts'
import type { Fail, Unknown } from './verdict.ts'

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

export type Tallies = ReadonlyMap<string, Readonly<Tally>>

export interface Judgements {
  readonly judgements: readonly Judgement[]
  readonly tallies: Tallies
}

/**
 * So many assets hear one control after the other: few enough that what one control reads of them, the next finds at hand,
 * and enough that its own code is not fetched anew for each.
 */
const atOnce = 32

/**
 * Asks every control about every asset that it applies to. Kind by kind, since few functions at a time are compiled and
 * kept at hand better than many.
 */
export function judge(platform: Platform, controls: readonly AnyControl[]): Judgements {
  const judgements: Judgement[] = []
  const tallies = new Map(controls.map(({ id }) => [id, { pass: 0, fail: 0, unknown: 0 }] as const))
  for (const kind of assetKinds) {
    const asked = controls
      .filter((control) => control.applies === kind)
      .map((control) => askedFor(control, tallies))
    const assets = asked.length === 0 ? [] : platform.all(kind)
    for (let first = 0; first < assets.length; first += atOnce) {
      const some = assets.slice(first, first + atOnce)
      for (const one of asked) judgeAssets(some, one, { platform, judgements })
    }
  }
  return { judgements, tallies }
}

/** A control with its tally at hand. Its functions stand beside it, since controls differ in shape and these do not. */
interface Asked {
  readonly control: AnyControl
  readonly when: Control['when']
  readonly check: Control['check']
  readonly tally: Tally
}

function askedFor(control: AnyControl, tallies: ReadonlyMap<string, Tally>): Asked {
  const { when, check } = control as Control
  return { control, when, check, tally: tallies.get(control.id) ?? { pass: 0, fail: 0, unknown: 0 } }
}

interface Sheet {
  readonly platform: Platform
  readonly judgements: Judgement[]
}

function judgeAssets(
  assets: readonly Asset[],
  { control, when, check, tally }: Asked,
  { platform, judgements }: Sheet,
): void {
  for (const asset of assets) {
    if (when !== undefined && !when(asset, platform)) continue
    const verdict = check(asset, platform)
    tally[verdict.verdict]++
    if (verdict.verdict !== 'pass') judgements.push({ control, asset, verdict })
  }
}
