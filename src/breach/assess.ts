import type { Facts } from '../knowledge/platform-facts.ts'
import { type RequiredDepths, type Strand, strands } from '../knowledge/required-depths.ts'
import type { Platform } from '../model/platform.ts'
import type { AnyTechnique } from './any-technique.ts'
import { type FactEffect, weighFacts } from './fact-effects.ts'
import { mapBreaches } from './map.ts'
import { type Foothold, footholdsOf, type Measure, measureAll, readAll } from './measure.ts'
import { findRoutes, type Route } from './routes.ts'
import { findMissingSteps, type MissingStep } from './self-check.ts'
import { surveyTerrain, type Terrain } from './terrain.ts'
import type { TenantGroups } from './tenants.ts'
import { type BreachVerdict, type DepthBounds, judgeDepth, leastBounds, worstVerdict } from './verdict.ts'

/** What the owner of the platform says, and what is asked. */
export interface BreachOptions {
  readonly techniques: readonly AnyTechnique[]
  readonly facts: Facts
  readonly tenants: TenantGroups
  readonly required: RequiredDepths
}

/** How many independent things stand between hostile code and everything else. */
export interface Assessment {
  readonly terrain: Terrain
  readonly footholds: readonly Foothold[]
  readonly measures: readonly Measure[]
  readonly strands: readonly StrandVerdict[]
  /** What falls short, weakest first. */
  readonly routes: readonly Route[]
  /** Facts that nobody stated, and what each would change. */
  /** Steps that every platform has and this map lost: where there are any, no depth can be trusted. */
  readonly missingSteps: readonly MissingStep[]
  readonly unknownFacts: readonly FactEffect[]
}

export interface StrandVerdict {
  readonly strand: Strand
  readonly verdict: BreachVerdict
  readonly required: number
  readonly asIs: DepthBounds
  readonly drift: DepthBounds
}

/** Platform → breaches. Pure: the same platform and options give the same assessment. */
export function assessBreaches(platform: Platform, options: BreachOptions): Assessment {
  const { required } = options
  const terrain = surveyTerrain(platform, options)
  const map = mapBreaches(terrain, options.techniques)
  const footholds = footholdsOf(terrain)
  const readings = readAll(map, terrain)
  const measures = measureAll(footholds, readings, { terrain, required })
  const judged = strands.map((strand) => judgeStrand(strand, measures, required))
  return {
    terrain,
    footholds,
    measures,
    strands: judged,
    routes: findRoutes(measures, readings),
    missingSteps: findMissingSteps(map, terrain),
    unknownFacts: weighFacts({ map, terrain, footholds, best: readings.best }),
  }
}

const requiredOf: Readonly<Record<Strand, (required: RequiredDepths) => number>> = {
  containment: ({ containment }) => containment,
  data: ({ data }) => data,
  influence: ({ influence }) => influence,
  'fair-share': ({ fairShare }) => fairShare,
}

/** The worst of all footholds and goals of a strand. */
function judgeStrand(strand: Strand, measures: readonly Measure[], required: RequiredDepths): StrandVerdict {
  return {
    strand,
    required: requiredOf[strand](required),
    ...judgeMeasures(
      measures.filter(({ goal }) => goal.strand === strand),
      requiredOf[strand](required),
    ),
  }
}

/** Verdict and depths of several measures; of a tenant's own nodes, where less is asked, only where they fall short. */
export function judgeMeasures(
  measures: readonly Measure[],
  required: number,
): Pick<StrandVerdict, 'verdict' | 'asIs' | 'drift'> {
  const counted = measures.filter((each) => each.required.drift >= required || judgeMeasure(each) !== 'holds')
  return {
    verdict: worstVerdict(counted.map(judgeMeasure)),
    asIs: leastBounds(counted.map(({ asIs }) => asIs)),
    drift: leastBounds(counted.map(({ drift }) => drift)),
  }
}

/** As things are, and with tomorrow's mistakes: the worse counts. */
export function judgeMeasure({ asIs, drift, required }: Measure): BreachVerdict {
  return worstVerdict([judgeDepth(asIs, required.asIs), judgeDepth(drift, required.drift)])
}
