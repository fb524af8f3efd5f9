import { type RequiredDepths, type Strand, strands } from '../knowledge/required-depths.ts'
import type { Measure } from './measure.ts'
import { type BreachVerdict, type DepthBounds, judgeDepth, leastBounds, worstVerdict } from './verdict.ts'

export interface StrandVerdict {
  readonly strand: Strand
  readonly verdict: BreachVerdict
  readonly required: number
  readonly asIs: DepthBounds
  readonly drift: DepthBounds
}

/** Every strand, in the order of reports. */
export function judgeStrands(
  measures: readonly Measure[],
  required: RequiredDepths,
): readonly StrandVerdict[] {
  return strands.map((strand) => judgeStrand(strand, measures, required))
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
