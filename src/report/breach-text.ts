import type { ReportedBounds, ReportedDepth } from '../findings/breach-report.ts'
import type { BreachVerdict } from '../breach/verdict.ts'
import type { Strand } from '../knowledge/required-depths.ts'

/** The strands as people read them. */
export const strandTitles: Readonly<Record<Strand, string>> = {
  data: 'isolation: data',
  influence: 'isolation: influence',
  containment: 'containment',
  'fair-share': 'fair share',
}

/** Mark and word, so that a verdict reads without colour. */
export const verdictMarks: Readonly<Record<BreachVerdict, { readonly mark: string; readonly word: string }>> =
  {
    broken: { mark: '✗', word: 'broken' },
    thin: { mark: '!', word: 'thin' },
    unproven: { mark: '?', word: 'unproven' },
    holds: { mark: '✓', word: 'holds' },
  }

export function depthText(depth: ReportedDepth): string {
  return depth === 'none' ? 'no way' : `${depth}`
}

export function boundsText({ lower, upper }: ReportedBounds): string {
  return lower === upper ? depthText(lower) : `${depthText(lower)}–${depthText(upper)}`
}
