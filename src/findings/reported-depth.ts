import { type Depth, type DepthBounds, mostDepth } from '../breach/steps/verdict.ts'

/** `none`: no way, however much fails. */
export type ReportedDepth = number | '> 4' | 'none'

export interface ReportedBounds {
  /** Where everything unknown is as bad as can be. */
  readonly lower: ReportedDepth
  /** Where everything unknown is well. */
  readonly upper: ReportedDepth
}

export function reportBounds({ lower, upper }: DepthBounds): ReportedBounds {
  return { lower: reportDepth(lower), upper: reportDepth(upper) }
}

export function reportDepth(depth: Depth): ReportedDepth {
  if (depth === Infinity) return 'none'
  return depth > mostDepth ? '> 4' : depth
}
