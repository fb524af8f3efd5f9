import type { AnyControl } from '../controls/any-control.ts'
import type { Tally } from '../controls/judge.ts'
import type { Barrier } from '../knowledge/barriers.ts'
import type { Guarantee, Layer, Severity, ThreatVector } from '../knowledge/guarantees.ts'
import type { Problem } from '../model/problem.ts'
import type { Trust } from '../model/platform.ts'
import type { BaselineSummary } from './baseline.ts'
import type { BreachReport } from './breach-report.ts'
import type { ImageRow } from './image-rows.ts'
import type { Finding } from './finding.ts'

/** What a scan says: the one thing that every output format is made of. */
export interface Report {
  /** Version of this shape; raised when a field changes its meaning or goes. */
  readonly schema: 1
  readonly tool: { readonly name: 'bulkhead'; readonly version: string }
  /** The semantics assumed, and whether anybody stated them. */
  readonly kubernetes: { readonly version: string; readonly isAssumed: boolean }
  /** Only where versions of AKS were judged on a known day. */
  readonly versionData?: VersionData
  readonly trust: TrustSummary
  readonly guarantees: readonly GuaranteeSummary[]
  /** How far hostile code gets; absent where the input shows no untrusted code on a cluster. */
  readonly breach?: BreachReport
  readonly controls: readonly ControlSummary[]
  readonly findings: readonly Finding[]
  /** The images that the platform names, the worst first; absent where nobody asked for them to be opened. */
  readonly images?: readonly ImageRow[]
  /** What could not be analysed, and what is worth knowing of the input. */
  readonly problems: readonly Problem[]
  readonly skipped: readonly Skipped[]
  readonly counts: ReportCounts
  /** Only where the scan was compared with an earlier report. */
  readonly baseline?: BaselineSummary
  /** Texts of the files that findings point into, for code frames; no part of the JSON report. */
  readonly sources: ReadonlyMap<string, string>
}

/** The data by which versions and node images of AKS were judged. */
export interface VersionData {
  readonly date: string
  /** Its age on the day of the scan. */
  readonly days: number
}

/** Who is untrusted, and why. */
export interface TrustSummary {
  /** The rule, as a sentence. */
  readonly rule: string
  readonly workloads: Readonly<Record<Trust, number>>
  readonly containers: Readonly<Record<Trust, number>>
  readonly namespaces: readonly { readonly name: string; readonly trust: Trust; readonly workloads: number }[]
}

/** One row of the guarantee × layer grid. */
export interface GuaranteeSummary {
  readonly guarantee: Guarantee
  readonly promise: string
  /**
   * Fail where an unwaived control that upholds it fails; unknown where one cannot be decided, none was asked, or a part
   * of the input was not analysed.
   */
  readonly verdict: 'pass' | 'fail' | 'unknown'
  /** Verdicts of the controls that uphold it, by layer; layers without any are absent. */
  readonly layers: Readonly<Partial<Record<Layer, Tally>>>
}

/** A control that was asked, with what it answered. */
export interface ControlSummary {
  readonly id: string
  readonly name: string
  readonly title: string
  readonly layer: Layer
  readonly severity: Severity
  readonly guarantees: readonly Guarantee[]
  /** The barriers that stand where it passes. */
  readonly barriers: readonly Barrier[]
  /** Unset for what is asked of waivers: paper is no way into a container. */
  readonly vector?: ThreatVector
  readonly rationale: string
  readonly remediation: string
  readonly references: readonly string[]
  readonly fix?: AnyControl['fix']
  readonly verdicts: Tally
}

/** A path that was left out on purpose. */
export interface Skipped {
  readonly path: string
  readonly reason: string
}

export interface ReportCounts {
  readonly files: number
  readonly objects: number
  readonly failed: Readonly<Record<Severity, number>>
  readonly unknown: number
  readonly waived: number
  readonly incomplete: number
}
