import type { ParsedConfig } from '../config/parse.ts'
import type { AnyControl } from '../controls/any-control.ts'
import type { Baseline } from '../findings/baseline.ts'
import type { Skipped } from '../findings/report.ts'
import type { Document } from '../model/origin.ts'
import type { Problem } from '../model/problem.ts'
import type { SeenImage } from './image-facts.ts'

/** What is scanned: texts that somebody read, and what of the input could not be read. */
export interface ScanInput {
  readonly documents: readonly Document[]
  readonly problems?: readonly Problem[]
  readonly skipped?: readonly Skipped[]
  /** Texts that rendered documents point back into, by path. */
  readonly templates?: ReadonlyMap<string, string>
  /** Where only some findings are asked for: true for the files whose findings are reported. */
  readonly isReported?: (path: string) => boolean
}

export interface ScanOptions {
  /** The controls to ask; all of them, and the configuration's own, where nothing is said. */
  readonly controls?: readonly AnyControl[]
  readonly config?: ParsedConfig
  /** Whether routes and depths are worked out; true unless single controls are asked. */
  readonly assessesBreach?: boolean
  /** Whether the report carries the whole map of breaches, which is large; only some formats need it. */
  readonly includesGraph?: boolean
  /** Such as `1.34`, before the configuration's; else the oldest supported version is assumed. */
  readonly kubernetesVersion?: string
  /** Today as an ISO date. Without it no waiver with a last day holds. */
  readonly today?: string
  /** The images that the platform names, where somebody asked for them to be opened. */
  readonly images?: readonly SeenImage[]
  /** What an earlier report knew: its findings are marked as known, and only what became worse counts. */
  readonly baseline?: Baseline
}
