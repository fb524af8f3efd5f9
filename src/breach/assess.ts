import type { Facts } from '../knowledge/platform-facts.ts'
import type { Requirements } from '../knowledge/required-depths.ts'
import type { Platform } from '../model/platform.ts'
import type { AnyTechnique } from './any-technique.ts'
import { askFew } from './ask-few.ts'
import { type Cut, cutBreaches } from './cut.ts'
import type { Shortfall } from './subjects.ts'
import { type FactEffect, unknownFacts, weighFacts } from './fact-effects.ts'
import { type BreachMap, mapBreaches } from './map.ts'
import { type Foothold, footholdsOf, type Measure, readAll } from './measure.ts'
import { measureRoutes, type Route } from './routes.ts'
import { estimateSteps, isTooLarge, isTooLargeForChanges } from './size.ts'
import { findMissingSteps, type MissingStep } from './self-check.ts'
import { surveyTerrain, type Terrain } from './terrain.ts'
import type { TenantGroups } from './tenants.ts'
import { judgeStrands, type StrandVerdict } from './judge.ts'

/** What the owner of the platform says, and what is asked. */
export interface BreachOptions {
  readonly techniques: readonly AnyTechnique[]
  readonly facts: Facts
  readonly tenants: TenantGroups
  readonly required: Requirements
  /** What controls did not pass on: what can be changed. */
  readonly shortfalls: readonly Shortfall[]
}

/** How many independent things stand between hostile code and everything else. */
export interface Assessment {
  readonly terrain: Terrain
  readonly map: BreachMap
  readonly footholds: readonly Foothold[]
  readonly measures: readonly Measure[]
  readonly strands: readonly StrandVerdict[]
  /** What falls short, weakest first. */
  readonly routes: readonly Route[]
  /** What to change; absent where nothing falls short. */
  readonly cut?: Cut
  /** False on a map so large that cut and weights of facts were not worked out. */
  readonly hasChanges: boolean
  /** Steps that every platform has and this map lost: where there are any, no depth can be trusted. */
  readonly missingSteps: readonly MissingStep[]
  /** Facts that nobody stated, and what each would change. */
  readonly unknownFacts: readonly FactEffect[]
}

/** A platform that is too large to be assessed in one piece. */
export interface TooLarge {
  readonly terrain: Terrain
  /** About how many steps its map would have. */
  readonly estimate: number
}

/** Platform → breaches. Pure: the same platform and options give the same assessment. */
export function assessBreaches(platform: Platform, options: BreachOptions): Assessment | TooLarge {
  const { required } = options
  const terrain = surveyTerrain(platform, options)
  const estimate = estimateSteps(terrain)
  if (isTooLarge(estimate)) return { terrain, estimate }
  const map = mapBreaches(terrain, options.techniques)
  const footholds = footholdsOf(terrain)
  const { measures, routes } = measureRoutes(footholds, readAll(map, terrain), { required })
  const few = askFew({ map, terrain, footholds }, { platform, options })
  const hasChanges = !isTooLargeForChanges(few.map, terrain)
  return {
    terrain,
    map,
    footholds,
    measures,
    strands: judgeStrands(measures, { required, terrain }),
    routes,
    hasChanges,
    ...(routes.length === 0 || !hasChanges
      ? {}
      : { cut: cutBreaches({ changes: few.changes(), footholds: few.footholds, required, routes }) }),
    missingSteps: findMissingSteps(map, terrain),
    unknownFacts: weighFacts({
      map: few.map,
      terrain,
      footholds: hasChanges ? few.footholds : [],
      unknown: unknownFacts(map),
      required,
    }),
  }
}
