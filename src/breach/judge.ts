import { type RequiredDepths, type Requirements, type Strand, strands } from '../knowledge/required-depths.ts'
import type { Measure } from './measure.ts'
import {
  type BreachVerdict,
  breachVerdicts,
  type DepthBounds,
  judgeDepth,
  leastBounds,
  mostDepth,
  worstVerdict,
} from './verdict.ts'

export interface StrandVerdict {
  readonly strand: Strand
  /** There is no other tenant to be kept apart from: the verdict says nothing. */
  readonly isVacuous: boolean
  readonly verdict: BreachVerdict
  readonly required: number
  readonly asIs: DepthBounds
  readonly drift: DepthBounds
}

export interface JudgeContext {
  readonly required: RequiredDepths
  readonly terrain: Pick<Terrain, 'tenants'>
}

/** Every strand, in the order of reports. */
export function judgeStrands(
  measures: readonly Measure[],
  requirements: Requirements,
): readonly StrandVerdict[] {
  return strands.map((strand) => judgeStrand(strand, measures, requirements))
}

const requiredOf: Readonly<Record<Strand, (required: RequiredDepths) => number>> = {
  containment: ({ containment }) => containment,
  data: ({ data }) => data,
  influence: ({ influence }) => influence,
  'fair-share': ({ fairShare }) => fairShare,
}

/** The worst of all footholds and goals of a strand; where tenants have to meet different depths, of the weakest of them. */
export function judgeStrand(
  strand: Strand,
  measures: readonly Measure[],
  { all, of }: Requirements,
): StrandVerdict {
  const own = measures.filter(({ goal }) => goal.strand === strand)
  const byRequired = Map.groupBy(own, ({ foothold }) => requiredOf[strand](of(foothold.tenant)))
  const judged = [...byRequired].map(([required, some]) => ({
    strand,
    required,
    ...judgeMeasures(some, required),
  }))
  const [weakest] = judged.sort(compareVerdicts)
  const required = requiredOf[strand](all)
  return weakest ?? { strand, required, ...judgeMeasures([], required) }
}

/** What falls furthest short of what is asked of it comes first. */
function compareVerdicts(a: StrandVerdict, b: StrandVerdict): number {
  const marginOf = ({ asIs, drift, required }: StrandVerdict): number =>
    Math.min(asIs.lower, drift.lower, mostDepth + 1) - required
  return (
    breachVerdicts.indexOf(a.verdict) - breachVerdicts.indexOf(b.verdict) ||
    marginOf(a) - marginOf(b) ||
    b.required - a.required
  )
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
