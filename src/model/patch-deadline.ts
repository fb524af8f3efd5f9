import { addDays, isDay } from '../kernel/dates.ts'

/** How many days after its fix became known a flaw has to be gone, by its severity or since it is exploited. */
export interface Deadlines {
  readonly exploited: number
  readonly critical: number
  readonly high: number
  readonly medium: number
  readonly low: number
}

/** How many days after it was told of, or known to be exploited, something is done against a flaw without a fix. */
export type UnfixedDeadlines = Readonly<Partial<Record<'exploited' | 'critical', number | undefined>>>

/** On which day something was known: when it was published or, where that is not told, when it was last changed. */
export interface Dated {
  /** ISO date. */
  readonly day: string
  readonly by: 'published' | 'changed'
}

/** A flaw for which a fix is known, as far as its deadline hangs on it. */
export interface FixableFlaw {
  /** Nothing where nobody rated it. */
  readonly severity?: Exclude<keyof Deadlines, 'exploited'> | 'info' | undefined
  /** Nothing where nobody tells when. */
  readonly fixKnown?: Dated | undefined
  /** ISO date; nothing where nobody is known to exploit it. */
  readonly exploitedSince?: string | undefined
}

/** By when a flaw has to be gone, and why then. */
export interface Deadline {
  /** ISO date, the last day on which it may be there. */
  readonly day: string
  readonly reason: keyof Deadlines
  /** The day from which it counts. */
  readonly from: string
  readonly fromBy: Dated['by'] | 'exploited'
}

/** The earlier one of what its severity asks and what its exploitation asks; nothing where no day is known, or none is asked. */
export function deadlineOf(flaw: FixableFlaw, deadlines: Deadlines): Deadline | undefined {
  const [first, second] = [bySeverity(flaw, deadlines), byExploitation(flaw, deadlines)]
  if (first === undefined || second === undefined) return first ?? second
  return second.day <= first.day ? second : first
}

/** What nobody rated may be high; what is only worth knowing has no deadline. */
function bySeverity(
  { severity = 'high', fixKnown }: FixableFlaw,
  deadlines: Deadlines,
): Deadline | undefined {
  if (fixKnown === undefined || severity === 'info') return undefined
  return deadline(severity, deadlines, { from: fixKnown.day, fromBy: fixKnown.by })
}

/** From the day on which both were known: nobody can install a fix before there is one. */
function byExploitation(
  { fixKnown, exploitedSince }: FixableFlaw,
  deadlines: Deadlines,
): Deadline | undefined {
  if (exploitedSince === undefined || !isDay(exploitedSince)) return undefined
  const isFixLater = fixKnown !== undefined && fixKnown.day > exploitedSince
  return deadline(
    'exploited',
    deadlines,
    isFixLater ? { from: fixKnown.day, fromBy: fixKnown.by } : { from: exploitedSince, fromBy: 'exploited' },
  )
}

function deadline(
  reason: keyof Deadlines,
  deadlines: Deadlines,
  start: Pick<Deadline, 'from' | 'fromBy'>,
): Deadline {
  return { day: addDays(start.from, deadlines[reason]), reason, ...start }
}
