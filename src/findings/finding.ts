import type { Guarantee, Layer, Severity } from '../knowledge/guarantees.ts'
import type { Confidence } from '../model/object.ts'
import type { Location } from '../model/origin.ts'
import type { Trust } from '../model/platform.ts'

/** Something to act on: a control that failed, or could not be decided, on one asset. */
export interface Finding {
  readonly control: string
  readonly name: string
  readonly title: string
  /** Of this finding: the control's own for untrusted code, a step lower for the platform's. */
  readonly severity: Severity
  readonly confidence: Confidence
  readonly layer: Layer
  readonly guarantees: readonly Guarantee[]
  readonly verdict: 'fail' | 'unknown'
  readonly asset: FindingAsset
  readonly trust: Trust
  /** What is wrong with this asset. Why it matters and what to do stand with the control. */
  readonly message: string
  readonly location: Location
  readonly related: readonly Location[]
  readonly references: readonly string[]
  /** Names the finding across scans: control and asset, never a line. */
  readonly fingerprint: string
  /** Ids of the report's routes that run over this asset and hang on this control. */
  readonly routes?: readonly string[]
  /** The evidence is a secret: its line is never printed. */
  readonly isSensitive: boolean
  readonly waived?: Waiver
  /** The baseline has it too. */
  readonly isKnown?: boolean
}

export interface FindingAsset {
  readonly kind: string
  readonly namespace: string
  readonly name: string
  /** Of a resource of Azure: the folder or file that declares it, where others declare one of the same name. */
  readonly declaredIn?: string
  /** Which of the object's pod templates, where it has several. */
  readonly part?: string
  readonly container?: string
}

/** A risk that somebody accepted. */
export interface Waiver {
  /** Where it stands: our configuration or comment, or another tool's annotation. */
  readonly source: 'bulkhead.yaml' | 'inline' | 'checkov' | 'trivy' | 'kube-linter' | 'polaris' | 'hadolint'
  readonly reason: string
  readonly owner?: string
  /** ISO date, the last day on which it holds. */
  readonly until?: string
  readonly location: Location
}
