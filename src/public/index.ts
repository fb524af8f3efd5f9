/**
 * Bulkhead as a library: a pure function from documents to a report, the same that the command line prints.
 *
 * @example
 * const report = scan({ documents: [{ path: 'pod.yaml', text }] })
 * report.findings.forEach(({ control, message, location }) => …)
 */
export { scan } from '../engine/scan.ts'
export type { ScanInput, ScanOptions } from '../engine/scan-input.ts'
export { registry as controls } from '../controls/registry.ts'
export type { Control, Examples, Fix } from '../controls/control.ts'
export type { AnyControl } from '../controls/any-control.ts'
export type { Verdict } from '../controls/verdict.ts'
export type { Baseline } from '../findings/baseline.ts'
export type { Finding, FindingAsset, Waiver } from '../findings/finding.ts'
export type { ControlSummary, GuaranteeSummary, Report, TrustSummary } from '../findings/report.ts'
export type { Guarantee, Layer, Severity } from '../knowledge/guarantees.ts'
export type { Document, Location } from '../model/origin.ts'
export type { Problem, ProblemCode } from '../model/problem.ts'
