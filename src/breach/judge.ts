import { type RequiredDepths, type Strand, strands } from '../knowledge/required-depths.ts'
import type { Measure } from './measure.ts'
import type { Terrain } from './terrain.ts'
import { type BreachVerdict, type DepthBounds, judgeDepth, leastBounds, worstVerdict } from './verdict.ts'

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
  { required, terrain }: JudgeContext,
): readonly StrandVerdict[] {
  const isAlone = terrain.tenants.names.length < 2
  return strands.map((strand) => ({
    ...judgeStrand(strand, measures, required),
    isVacuous: isAlone && isBetweenTenants[strand],
  }))
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

/** The worst of all footholds and goals of a strand. */
function judgeStrand(
  strand: Strand,
  measures: readonly Measure[],
  required: RequiredDepths,
): Omit<StrandVerdict, 'isVacuous'> {
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
