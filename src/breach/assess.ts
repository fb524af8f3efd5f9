import type { Platform } from '../model/platform.ts'
import { askFew } from './ask-few.ts'
import { cutBreaches } from './changes/cut.ts'
import { unknownFacts, weighFacts } from './changes/fact-effects.ts'
import { mapBreaches } from './map/map.ts'
import { footholdsOf, readAll } from './measure.ts'
import { measureRoutes } from './routes.ts'
import { estimateSteps, isTooLarge, isTooLargeForChanges } from './map/size.ts'
import { findMissingSteps } from './map/self-check.ts'
import { surveyTerrain } from './terrain.ts'
import { judgeStrands } from './judge.ts'
import type { BreachOptions } from './breach-options.ts'
import type { Assessment, TooLarge } from './assessment.ts'

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
