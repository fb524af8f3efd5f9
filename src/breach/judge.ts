import { type RequiredDepths, type Requirements, type Strand, strands } from '../knowledge/required-depths.ts'
import type { Measure } from './measure.ts'
import type { Terrain } from './terrain.ts'
import {
  type BreachVerdict,
  breachVerdicts,
  type DepthBounds,
  judgeDepth,
  leastBounds,
  mostDepth,
  worstVerdict,
} from './steps/verdict.ts'

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
  readonly required: Requirements
  readonly terrain: Pick<Terrain, 'tenants'>
}

/** Every strand, in the order of reports. */
export function judgeStrands(
  measures: readonly Measure[],
  { required, terrain }: JudgeContext,
): readonly StrandVerdict[] {
  // Who is alone is kept apart from nobody, unless his own replicas are kept apart from each other.
  const isAlone = terrain.tenants.names.length < 2
  return strands.map((strand) => {
    const own = measures.filter(({ goal }) => goal.strand === strand)
    const isVacuous =
      isAlone && isBetweenTenants[strand] && own.every(({ goal }) => goal.concerns === undefined)
    return { ...judgeStrand(strand, own, required), isVacuous }
  })
}

const isBetweenTenants: Readonly<Record<Strand, boolean>> = {
  data: true,
  influence: true,
  containment: false,
  'fair-share': false,
}

const requiredOf: Readonly<Record<Strand, (required: RequiredDepths) => number>> = {
  containment: ({ containment }) => containment,
  data: ({ data }) => data,
  influence: ({ influence }) => influence,
  'fair-share': ({ fairShare }) => fairShare,
}

type Judged = Omit<StrandVerdict, 'isVacuous'>

/** The worst of all footholds and goals of a strand; where tenants have to meet different depths, of the weakest of them. */
function judgeStrand(strand: Strand, own: readonly Measure[], { all, of }: Requirements): Judged {
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
function compareVerdicts(a: Judged, b: Judged): number {
  const marginOf = ({ asIs, drift, required }: Judged): number =>
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
