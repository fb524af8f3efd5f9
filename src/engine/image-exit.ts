import type { Match } from '../images/advisories/match.ts'
import { hasEnded, type ImageDiff } from '../images/diff/diff.ts'
import type { ImageReport } from '../images/image-report.ts'
import { isOpen } from '../images/vex/is-open.ts'
import { type Severity, severities } from '../knowledge/guarantees.ts'
import { isIncomplete } from '../model/problem.ts'
import type { ExitPolicy } from './exit.ts'

/**
 * 1 a vulnerability or weakness at or above the threshold, a model file that is no clean one, or a distribution that gets no
 * fixes any more · 3 a part was not read or not matched · 0 neither. 1 comes before 3.
 */
export function imageExitCode(report: ImageReport, policy: Omit<ExitPolicy, 'isStrict'>): 0 | 1 | 3 {
  const { failOn, allowsIncomplete } = policy
  if (failOn !== 'never' && hasFailed(report, failOn)) return 1
  const isWhole =
    !report.problems.some(isIncomplete) && report.modelFiles.every(({ verdict }) => verdict !== 'unknown')
  return isWhole || allowsIncomplete ? 0 : 3
}

/** Of several images: 1 comes before 3. */
export function gravestExit(codes: readonly (0 | 1 | 3)[]): 0 | 1 | 3 {
  return codes.find((code) => code === 1) ?? codes.find((code) => code === 3) ?? 0
}

function hasFailed(
  { vulnerabilities, image, weaknesses, modelFiles }: ImageReport,
  failOn: Severity,
): boolean {
  return (
    image.endOfLife?.isOver === true ||
    vulnerabilities.some((each) => isOpen(each) && isAtLeast(each, failOn)) ||
    weaknesses.some(({ severity }) => severities.indexOf(severity) <= severities.indexOf(failOn)) ||
    modelFiles.some(({ verdict }) => verdict === 'malicious' || verdict === 'suspicious')
  )
}

/**
 * Of what became worse only: 1 a new vulnerability or weakness at or above the threshold, a new model file that is no clean
 * one, or a distribution that gets no fixes any more and did before · 3 a part of either was not read or not matched.
 */
export function imageDiffExitCode(diff: ImageDiff, policy: Omit<ExitPolicy, 'isStrict'>): 0 | 1 | 3 {
  const { failOn, allowsIncomplete } = policy
  if (failOn !== 'never' && isWorse(diff, failOn)) return 1
  const isWhole =
    !diff.problems.some(isIncomplete) && diff.models.new.every(({ verdict }) => verdict !== 'unknown')
  return isWhole || allowsIncomplete ? 0 : 3
}

function isWorse(diff: ImageDiff, failOn: Severity): boolean {
  const { vulnerabilities, weaknesses, models } = diff
  return (
    vulnerabilities.new.some(({ severity, isExploited }) => isGrave(severity, isExploited, failOn)) ||
    weaknesses.new.some(({ severity }) => isGrave(severity, false, failOn)) ||
    models.new.some(({ verdict }) => verdict !== 'unknown') ||
    hasEnded(diff)
  )
}

/** What is exploited is critical, and what nobody rated may be high. What runs nowhere fails nothing. */
export function isAtLeast(
  { severity, exploited, isInert }: Pick<Match, 'severity' | 'exploited' | 'isInert'>,
  failOn: Severity,
): boolean {
  return !isInert && isGrave(severity, exploited !== undefined, failOn)
}

function isGrave(severity: Severity | undefined, isExploited: boolean, failOn: Severity): boolean {
  const actual = isExploited ? 'critical' : (severity ?? 'high')
  return severities.indexOf(actual) <= severities.indexOf(failOn)
}
