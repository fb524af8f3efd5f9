import type { BreachReport, ChangeReport, CutReport } from '../findings/breach-report.ts'
import type { Report } from '../findings/report.ts'
import { plural } from '../kernel/text.ts'

/** A change of the cut, with how far one is after it and all before it. */
export interface Leverage {
  readonly change: ChangeReport
  /** What to do. */
  readonly remedy: string
  /** Routes on which this change or one before it bears. */
  readonly covered: number
}

/** The changes of the cut, each next one that bears on most routes that none before it touched. */
export function leverageOf({ controls }: Report, { cut, facts }: BreachReport): readonly Leverage[] {
  const remedies = new Map(controls.map(({ name, remediation }) => [name, remediation]))
  const tells = new Map(facts.map(({ fact, tell }) => [fact as string, tell]))
  const remedyOf = ({ kind, name, title }: ChangeReport): string =>
    kind === 'fact' ? `${title}: see ${tells.get(name) ?? ''}.` : (remedies.get(name) ?? title)
  const covered = new Set<string>()
  return mostFirst(cut?.changes ?? []).map((change) => {
    change.routes.forEach((route) => covered.add(route))
    return { change, remedy: remedyOf(change), covered: covered.size }
  })
}

function mostFirst(changes: readonly ChangeReport[]): readonly ChangeReport[] {
  const [left, ordered, covered] = [[...changes], [] as ChangeReport[], new Set<string>()]
  const gain = ({ routes }: ChangeReport): number => routes.filter((route) => !covered.has(route)).length
  while (left.length > 0) {
    left.sort((a, b) => gain(b) - gain(a) || a.cost - b.cost)
    const [best] = left.splice(0, 1)
    if (best === undefined) break
    ordered.push(best)
    best.routes.forEach((route) => covered.add(route))
  }
  return ordered
}

/** What the cut promises, and what not. */
export function cutSentence({ changes, isExact, unmet }: CutReport): string {
  const isOne = changes.length === 1
  const all = isOne ? 'This one change' : `These ${changes.length} changes together`
  const verb = isOne ? 'lifts' : 'lift'
  const what =
    unmet.length === 0
      ? `${verb} every guarantee to what is required`
      : `${isOne ? 'does' : 'do'} all that changes at hand can do`
  return `${all} ${what}; ${isExact ? 'no cheaper set does as much' : 'a cheaper set may do as much'}.`
}

export function unmetSentence({ unmet }: CutReport): string {
  return unmet.length === 0
    ? ''
    : `No change at hand lifts ${plural(unmet.length, 'goal')} far enough: ${unmet.join('; ')}.`
}

/** What a change costs, in the order of the numbers 1 to 3. */
const efforts: readonly string[] = [
  'an edit that changes no behaviour',
  'an edit that may change behaviour',
  'a change of the platform',
]

export function effortOf({ kind, cost }: ChangeReport): string {
  return kind === 'fact' ? 'an answer, or the change that makes it a good one' : (efforts[cost - 1] ?? '')
}
