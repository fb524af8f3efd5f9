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
 * 1 a finding at or above the threshold · 3 a part was not analysed, or nothing was found to judge · 0 neither. 1 comes
 * before 3.
 */
export function exitCode(report: Report, policy: ExitPolicy): 0 | 1 | 3 {
  if (hasFailed(report, policy)) return 1
  const isIncomplete = report.counts.incomplete > 0 || report.counts.objects === 0
  return isIncomplete && !policy.allowsIncomplete ? 3 : 0
}

function hasFailed(report: Report, { failOn, isStrict }: ExitPolicy): boolean {
  if (failOn === 'never') return false
  const threshold = severities.indexOf(failOn)
  return report.findings.some(
    (finding) =>
      finding.waived === undefined &&
      finding.isKnown !== true &&
      severities.indexOf(finding.severity) <= threshold &&
      (finding.verdict === 'fail' || isStrict),
  )
}
