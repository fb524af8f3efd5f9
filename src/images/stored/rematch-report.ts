import type { Severity } from '../../knowledge/guarantees.ts'
import type { Problem } from '../../model/problem.ts'
import type { Exploited } from '../advisories/advisory.ts'
import type { AdvisoriesSummary } from '../image-report.ts'
import type { PackageKind } from '../inventory/package.ts'

/** What the advisories of today say about inventories of earlier days. */
export interface RematchReport {
  /** Version of this shape; raised when a field changes its meaning or goes. */
  readonly schema: 1
  readonly tool: { readonly name: 'bulkhead'; readonly version: string }
  readonly advisories: AdvisoriesSummary
  readonly images: readonly RematchedImage[]
  readonly problems: readonly Problem[]
}

export interface RematchedImage {
  /** The file of its inventory. */
  readonly origin: string
  readonly reference: string
  readonly digest?: string
  readonly packages: number
  /** Of today, without what runs nowhere and what was set aside. */
  readonly vulnerabilities: number
  readonly setAside: number
  /** False where nothing tells what was known: then all of them are new. */
  readonly isCompared: boolean
  /** The day of the advisories that it was matched with then. */
  readonly since?: string
  /** What was not known, the most urgent first. */
  readonly new: readonly NewVulnerability[]
  /** What is there still, and an earlier report told as new already. */
  readonly told: readonly NewVulnerability[]
}

export interface NewVulnerability {
  readonly vulnerability: string
  readonly kind: PackageKind
  readonly package: string
  readonly version: string
  readonly fixed?: string
  readonly severity?: Severity
  readonly exploited?: Exploited
  /** The probability that it is exploited within 30 days. */
  readonly epss?: number
  /** From 0 to 1: likelihood times gravity. */
  readonly risk: number
}
