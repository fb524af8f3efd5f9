import type { ReportedDepth } from '../../findings/reported-depth.ts'
import { plural } from '../../kernel/text.ts'
import type { Guarantee } from '../../knowledge/guarantees.ts'
import type { Threat } from './model.ts'

/** An order of what hurts more, no measurement. */
const impacts: Readonly<Record<Guarantee, number>> = { isolation: 100, containment: 90, 'fair-share': 50 }

/** More than that many failure domains are not told apart. */
const mostCounted = 5

/** Each thing that still has to fail halves the likelihood: an order, no measurement. */
export function riskOf(depth: number, guarantees: readonly Guarantee[]): Threat['risk'] {
  const has = depth === 1 ? 'has' : 'have'
  return {
    likelihood: Math.round(100 / 2 ** Math.min(depth, mostCounted)),
    likelihoodComment:
      depth === 0
        ? 'Nothing surely stands in the way.'
        : `${depth >= mostCounted ? 'At least ' : ''}${plural(depth, 'failure domain')} ${has} to fail.`,
    impact: Math.max(...guarantees.map((guarantee) => impacts[guarantee])),
    impactComment: `Breaks ${guarantees.join(', ')}.`,
  }
}

export function domainCount(depth: ReportedDepth): number {
  return typeof depth === 'number' ? depth : mostCounted
}
