import type { AnyControl } from '../../controls/any-control.ts'
import type { Platform } from '../../model/platform.ts'
import type { BreachOptions } from '../breach-options.ts'
import { changeContext } from './change-context.ts'
import { findChanges, type Ground } from './change.ts'
import { judgeStrands, type StrandVerdict } from '../judge.ts'
import { mapBreaches } from '../map/map.ts'
import { footholdsOf, measureAll, readAll } from '../measure.ts'
import { withoutControls } from './suppose.ts'
import { surveyTerrain } from '../terrain.ts'

/** What is supposed: some controls pass everywhere, others fail everywhere. */
export interface Supposition {
  readonly passing: readonly AnyControl[]
  readonly failing: readonly AnyControl[]
}

export interface Supposed {
  /** How many containers of untrusted code there are; without any, nothing was put to the test. */
  readonly footholds: number
  readonly before: readonly StrandVerdict[]
  readonly after: readonly StrandVerdict[]
  /** Names of controls that change nothing: they fall short nowhere, or no technique asks for them. */
  readonly idle: readonly string[]
}

/** Depths as they are, and as they would be. */
export function supposeControls(
  platform: Platform,
  options: BreachOptions,
  { passing, failing }: Supposition,
): Supposed {
  const { required, techniques } = options
  const terrain = surveyTerrain(platform, options)
  const asIs: Ground = { terrain, map: mapBreaches(terrain, techniques) }
  const footholds = footholdsOf(terrain)
  const changes = findChanges({ ...changeContext(platform, options), ...asIs })
  const indices = passing.map(({ name }) => changes.all.findIndex((change) => change.name === name))
  const made = changes.make(new Set(indices.filter((index) => index !== -1)))
  const supposed: Ground = { terrain: made.terrain, map: withoutControls(made.map, failing, techniques) }
  const asked = new Set(techniques.flatMap(({ controls }) => controls))
  const judge = (ground: Ground): readonly StrandVerdict[] =>
    judgeStrands(measureAll(footholds, readAll(ground.map, ground.terrain), { required }), {
      required,
      terrain: ground.terrain,
    })
  return {
    footholds: footholds.length,
    before: judge(asIs),
    after: judge(supposed),
    idle: [
      ...passing.filter((_, position) => indices[position] === -1).map(({ name }) => name),
      ...failing.filter(({ name }) => !asked.has(name)).map(({ name }) => name),
    ],
  }
}
