import type { Match } from '../../images/advisories/match.ts'
import { compareText } from '../../kernel/text.ts'
import { type Deadline, deadlineOf, type Deadlines } from '../../model/patch-deadline.ts'

export interface StepDeadline extends Deadline {
  readonly vulnerability: string
  readonly package: string
  /** Nobody rated it, so that it may be high. */
  readonly isUnrated: boolean
  /** How many days it gives. */
  readonly days: number
  readonly isOverdue: boolean
}

export interface Policy {
  readonly deadlines: Deadlines
  /** ISO date. */
  readonly day: string
}

/** By when each flaw has to be gone, what is due first in front. */
export function deadlinesIn(flaws: readonly Match[], { deadlines, day }: Policy): readonly StepDeadline[] {
  const all = flaws.flatMap((match) => {
    const deadline = deadlineOfMatch(match, deadlines)
    return deadline === undefined ? [] : stepDeadline(match, deadline, { deadlines, day })
  })
  return all.sort((a, b) => compareText(a.day, b.day) || compareText(a.vulnerability, b.vulnerability))
}

function deadlineOfMatch(
  { severity, fixKnown, exploited }: Match,
  deadlines: Deadlines,
): Deadline | undefined {
  return deadlineOf({ severity, fixKnown, exploitedSince: exploited?.since }, deadlines)
}

function stepDeadline(match: Match, deadline: Deadline, { deadlines, day }: Policy): StepDeadline {
  return {
    ...deadline,
    vulnerability: match.vulnerability,
    package: match.package.name,
    isUnrated: match.severity === undefined,
    days: deadlines[deadline.reason],
    isOverdue: deadline.day < day,
  }
}

/** Flaws with a fix whose deadline nobody can tell; what is only worth knowing has none. */
export function undatedOf(flaws: readonly Match[], deadlines: Deadlines): readonly string[] {
  const undated = flaws.filter(
    (match) => match.severity !== 'info' && deadlineOfMatch(match, deadlines) === undefined,
  )
  return [...new Set(undated.map(({ vulnerability }) => vulnerability))].sort(compareText)
}
