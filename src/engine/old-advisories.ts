import type { AdvisoriesSummary } from '../images/image-report.ts'
import { type Problem, problemOf } from '../model/problem.ts'

/** What is high has to be gone in as many: in older advisories such a flaw comes and is overdue unseen. */
const oldAfterDays = 30

/** Advisories that are too old to tell that nothing is amiss. */
export function oldAdvisories(
  place: string,
  { age, made }: Pick<AdvisoriesSummary, 'age' | 'made'>,
): Problem[] {
  if (age === undefined || age <= oldAfterDays) return []
  const message = `The advisories are of ${made}, ${age} days old: flaws that became known since are missing.`
  return [problemOf('old-advisories', message, place)]
}
