import type { Cut } from './changes/cut.ts'
import type { FactEffect } from './changes/fact-effects.ts'
import type { BreachMap } from './map/map.ts'
import type { Foothold, Measure } from './measure.ts'
import type { Route } from './routes.ts'
import type { MissingStep } from './map/self-check.ts'
import type { Terrain } from './terrain.ts'
import type { StrandVerdict } from './judge.ts'

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
