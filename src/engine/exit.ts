import type { Report } from '../findings/report.ts'
import { type Severity, severities } from '../knowledge/guarantees.ts'

export interface ExitPolicy {
  /** The lowest severity that fails the scan; `never` fails it for nothing. */
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
  if (policy.failOn === 'never') return 0
  const threshold = severities.indexOf(policy.failOn)
  const counts = report.findings.some(
    (finding) =>
      finding.waived === undefined &&
      finding.isKnown !== true &&
      severities.indexOf(finding.severity) <= threshold &&
      (finding.verdict === 'fail' || policy.isStrict),
  )
  if (counts) return 1
  const isIncomplete = report.counts.incomplete > 0 || report.counts.objects === 0
  return isIncomplete && !policy.allowsIncomplete ? 3 : 0
}
