import type { BreachVerdict } from '../breach/steps/verdict.ts'
import type { Report } from '../findings/report.ts'
import { type Severity, severities } from '../knowledge/guarantees.ts'

export interface ExitPolicy {
  /** The lowest severity that fails the scan; with `never` no finding does. */
  readonly failOn: Severity | 'never'
  /** Undecided controls count as failed. */
  readonly isStrict: boolean
  /** What was not analysed does not change the exit code. */
  readonly allowsIncomplete: boolean
}

/**
 * 1 a guarantee broken or thin (against a baseline: worse than before), or a finding at or above the threshold · 3 a part was not analysed, nothing was
 * found to judge, or a guarantee is unproven · 0 neither. 1 comes before 3.
 */
export function exitCode(report: Report, policy: ExitPolicy): 0 | 1 | 3 {
  if (hasFailed(report, policy)) return 1
  const isIncomplete =
    report.counts.incomplete > 0 || report.counts.objects === 0 || hasVerdict(report, 'unproven')
  return isIncomplete && !policy.allowsIncomplete ? 3 : 0
}

function hasFailed(report: Report, { failOn, isStrict }: ExitPolicy): boolean {
  if (failOn === 'never') return false
  if (hasVerdict(report, 'broken') || hasVerdict(report, 'thin')) return true
  if ((report.baseline?.worse.length ?? 0) > 0) return true
  const threshold = severities.indexOf(failOn)
  return report.findings.some(
    (finding) =>
      finding.waived === undefined &&
      finding.isKnown !== true &&
      severities.indexOf(finding.severity) <= threshold &&
      (finding.verdict === 'fail' || isStrict),
  )
}

/** Against a baseline only what became worse counts. */
function hasVerdict({ breach, baseline }: Report, verdict: BreachVerdict): boolean {
  if (baseline !== undefined) return false
  return breach?.strands.some((strand) => strand.verdict === verdict) ?? false
}
