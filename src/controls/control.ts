import type { Barrier } from '../knowledge/barriers.ts'
import type { Guarantee, Layer, Severity, ThreatVector } from '../knowledge/guarantees.ts'
import type { Confidence } from '../model/object.ts'
import type { AssetKind, AssetOf, Platform } from '../model/platform.ts'
import type { Verdict } from './verdict.ts'

/**
 * A checkable safeguard: one file, a plain object. Registry, documentation, `bulkhead explain`, SARIF rules and tests
 * derive from it.
 */
export interface Control<K extends AssetKind = AssetKind> {
  /** `BH-` and four digits: opaque, never reused. */
  readonly id: string
  /** What people type and waive: kebab-case, names the fault. */
  readonly name: string
  /** The fault as a claim, at most 60 characters, no final stop. */
  readonly title: string
  readonly layer: Layer
  readonly severity: Severity
  /** How sure a failing verdict is; `confirmed` unless stated. */
  readonly confidence?: Confidence
  /** The promises that it upholds. */
  readonly guarantees: readonly Guarantee[]
  /** The barriers that stand where it passes. */
  readonly barriers: readonly Barrier[]
  readonly vector: ThreatVector
  /** `<framework>:<id>`: same subject, same verdict. */
  readonly references: readonly string[]
  /** Where our verdict deliberately differs from a reference's, by reference: in what, and why. */
  readonly differs?: Readonly<Record<string, string>>
  /** Why it matters if the code in the container is hostile. Sentences. */
  readonly rationale: string
  /** What to do, in the imperative. Sentences. */
  readonly remediation: string
  /** A waiver is refused. */
  readonly isLocked?: boolean
  /** The evidence is a secret: reports show where, never what. */
  readonly isSensitive?: boolean
  readonly applies: K
  /** Assets that it is about; all of the kind unless stated. */
  readonly when?: (asset: AssetOf<K>, platform: Platform) => boolean
  readonly check: (asset: AssetOf<K>, platform: Platform) => Verdict
  readonly fix?: Fix
  readonly examples: Examples
}

/** The machine's edit, relative to the asset's own map in its file (a container's item, a pod's spec, an object). */
export interface Fix {
  /** Safe edits change no behaviour that a working model depends on. */
  readonly safe: boolean
  /** Values by dotted path; `null` removes the field. */
  readonly set: Readonly<Record<string, FixValue>>
}

export type FixValue =
  | string
  | number
  | boolean
  | null
  | readonly string[]
  | { readonly [key: string]: FixValue }

/**
 * Snippets that are the control's tests. For a container or pod control a snippet is what stands in the container or
 * pod spec; one that begins with `apiVersion:` is a whole stream of objects; for other kinds of asset it always is. What
 * follows a line `# beside: FILE` stands in a file of its own.
 */
export interface Examples {
  /** Each gives exactly one failing finding, on the line that tells: on one that ends with `# <-`, where there is one. */
  readonly fail: readonly string[]
  readonly pass: readonly string[]
  readonly unknown: readonly string[]
  /** Of controls that later versions alone know; else the oldest supported one is assumed. */
  readonly kubernetesVersion?: string
  /** The ISO date on which they are judged, where the control is about days. */
  readonly today?: string
  /** A `bulkhead.yaml` that they are judged with, where the control is about what an owner says. */
  readonly config?: string
}
