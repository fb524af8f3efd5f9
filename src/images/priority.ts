import type { Severity } from '../knowledge/guarantees.ts'
import type { Match } from './advisories/match.ts'

/** Of a rating: the middle of its range of scores, of 10 (CVSS v4.0 §6). */
const weights: Readonly<Record<Severity, number>> = {
  critical: 0.95,
  high: 0.8,
  medium: 0.55,
  low: 0.2,
  info: 0,
}

/** What nobody scored counts as likelier than most of what is scored: nine of ten have less. */
const unscored = 0.1

/**
 * How urgent a vulnerability is, from 0 to 1: how likely it is exploited (EPSS), times how grave that would be. What nobody
 * rated counts as high. It is exposed or not: hostile code already runs in the container, so a flaw that takes local access is
 * as near as one that the network reaches, and only what never runs in a container is out of reach.
 */
export function riskOf({ epss, severity, isInert }: Pick<Match, 'epss' | 'severity' | 'isInert'>): number {
  return isInert ? 0 : (epss?.probability ?? unscored) * weights[severity ?? 'high']
}
