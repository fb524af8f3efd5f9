import type { Compare } from '../versions/order.ts'
import type { AffectedRange } from './advisory.ts'

/** One event of a range in OSV. */
export interface RangeEvent {
  readonly introduced?: string | undefined
  readonly fixed?: string | undefined
  readonly last_affected?: string | undefined
}

/** Before everything, in every ecosystem. */
const beginning = '0'

/** The stretches between events (ossf.github.io/osv-schema, Evaluation). */
export function rangesOf(events: readonly RangeEvent[], compare: Compare): AffectedRange[] {
  const ranges: AffectedRange[] = []
  let introduced: string | undefined
  for (const turn of turnsOf(events, compare)) {
    const wasOpen = introduced !== undefined
    if (introduced !== undefined && turn.fixed !== undefined) {
      ranges.push({ introduced, fixed: turn.fixed })
      introduced = undefined
    }
    // What was introduced and fixed in one version affects none.
    if (wasOpen || turn.fixed === undefined) introduced ??= turn.introduced
    if (introduced !== undefined && turn.last_affected !== undefined) {
      ranges.push({ introduced, lastAffected: turn.last_affected })
      introduced = undefined
    }
  }
  return introduced === undefined ? ranges : [...ranges, { introduced }]
}

/** Events in the order of versions, those of one version together. */
function turnsOf(events: readonly RangeEvent[], compare: Compare): readonly RangeEvent[] {
  const turns: RangeEvent[] = []
  for (const event of [...events].sort((a, b) => compareEvents(a, b, compare))) {
    const last = turns.at(-1)
    if (last !== undefined && compareEvents(last, event, compare) === 0)
      turns[turns.length - 1] = { ...event, ...last }
    else turns.push(event)
  }
  return turns
}

function compareEvents(a: RangeEvent, b: RangeEvent, compare: Compare): number {
  const [x, y] = [versionOf(a), versionOf(b)]
  if (x === beginning || y === beginning) return Number(y === beginning) - Number(x === beginning)
  return compare(x, y)
}

function versionOf({ introduced, fixed, last_affected: last }: RangeEvent): string {
  return introduced ?? fixed ?? last ?? beginning
}

/** Whether a version lies in a range. */
export function isWithin(
  version: string,
  { introduced, fixed, lastAffected }: AffectedRange,
  compare: Compare,
): boolean {
  if (introduced !== beginning && compare(version, introduced) < 0) return false
  if (fixed !== undefined) return compare(version, fixed) < 0
  return lastAffected === undefined || compare(version, lastAffected) <= 0
}
