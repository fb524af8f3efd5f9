import type { Match } from '../../images/advisories/match.ts'
import { addDays, isDay } from '../../kernel/dates.ts'
import { compareText } from '../../kernel/text.ts'
import {
  type Deadline,
  deadlineOf,
  type Deadlines,
  type UnfixedDeadlines,
} from '../../model/patch-deadline.ts'

export interface StepDeadline extends Omit<Deadline, 'fromBy'> {
  readonly vulnerability: string
  readonly package: string
  /** Nobody rated it, so that it may be high. */
  readonly isUnrated: boolean
  /** False of a flaw without a fix: something else has to be done by then. */
  readonly hasFix: boolean
  /** `told` of the flaw, where nobody tells when of a fix; `assumed` where nobody tells any day: then it counts as overdue. */
  readonly fromBy: Deadline['fromBy'] | 'told' | 'assumed'
  /** How many days it gives. */
  readonly days: number
  readonly isOverdue: boolean
}

export interface Policy {
  readonly deadlines: Deadlines
  readonly unfixed: UnfixedDeadlines
  /** ISO date. */
  readonly day: string
}

/** By when each flaw has to be gone or, without a fix, to be met in another way; what is due first in front. */
export function deadlinesIn(flaws: readonly Match[], policy: Policy): readonly StepDeadline[] {
  return flaws
    .flatMap((match) => askedFor(match, policy).map((asked) => stepDeadline(match, asked, policy.day)))
    .sort(
      (a, b) =>
        compareText(a.day, b.day) ||
        Number(b.isOverdue) - Number(a.isOverdue) ||
        compareText(a.vulnerability, b.vulnerability),
    )
}

/** So many days after one that somebody tells, or not. */
interface Asked {
  readonly reason: keyof Deadlines
  readonly days: number
  readonly since: Since | undefined
}

type Since = Pick<StepDeadline, 'from' | 'fromBy'>

function askedFor(match: Match, { deadlines, unfixed }: Policy): readonly Asked[] {
  return match.fixed === undefined ? askedWithoutFix(match, unfixed) : askedWithFix(match, deadlines)
}

/** What is only worth knowing has no deadline. */
function askedWithFix(match: Match, deadlines: Deadlines): readonly Asked[] {
  const { severity, fixKnown, told, exploited } = match
  const flaw = { severity, fixKnown: fixKnown ?? told, exploitedSince: exploited?.since }
  const deadline = deadlineOf(flaw, deadlines)
  if (deadline !== undefined) {
    const { reason, from, fromBy } = deadline
    const isOfFlaw = fixKnown === undefined && fromBy !== 'exploited'
    return [{ reason, days: deadlines[reason], since: { from, fromBy: isOfFlaw ? 'told' : fromBy } }]
  }
  if (severity === 'info') return []
  const reason = severity ?? 'high'
  return [{ reason, days: deadlines[reason], since: undefined }]
}

/** Nothing where the owner asks for no day. */
function askedWithoutFix(match: Match, { exploited, critical }: UnfixedDeadlines): readonly Asked[] {
  const { severity, told, exploited: { since = '' } = {} } = match
  const exploitation: Since | undefined = isDay(since) ? { from: since, fromBy: 'exploited' } : undefined
  const telling: Since | undefined = told === undefined ? undefined : { from: told.day, fromBy: 'told' }
  return [
    ...(match.exploited === undefined || exploited === undefined
      ? []
      : [{ reason: 'exploited', days: exploited, since: exploitation } as const]),
    ...(severity !== 'critical' || critical === undefined
      ? []
      : [{ reason: 'critical', days: critical, since: telling } as const]),
  ]
}

function stepDeadline(match: Match, { reason, days, since }: Asked, today: string): StepDeadline {
  const day = since === undefined ? today : addDays(since.from, days)
  return {
    day,
    reason,
    ...(since ?? { from: today, fromBy: 'assumed' }),
    vulnerability: match.vulnerability,
    package: match.package.name,
    isUnrated: match.severity === undefined,
    hasFix: match.fixed !== undefined,
    days,
    isOverdue: since === undefined || day < today,
  }
}
