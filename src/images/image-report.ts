import type { Problem } from '../model/problem.ts'
import type { DatabaseHead } from './advisories/database-text.ts'
import type { EndOfLife } from './advisories/end-of-life.ts'
import type { Match } from './advisories/match.ts'
import type { BaseImage, LayerOrigin } from './base.ts'
import type { BaseApproval } from './base-approval.ts'
import type { Fix } from './fixes.ts'
import type { FoundPackage } from './found-packages.ts'
import type { Weakness } from './hardening.ts'
import type { LaidModel } from './layers/merge.ts'
import type { OperatingSystem } from './inventory/package.ts'
import type { Repeatability } from './build-order/repeatable.ts'
import type { StartConfig } from './start-config.ts'

/** What is said about one image: every output format is made of it. */
export interface ImageReport {
  /** Version of this shape; raised when a field changes its meaning or goes. */
  readonly schema: 1
  readonly tool: { readonly name: 'bulkhead'; readonly version: string }
  readonly image: ImageSummary
  readonly layers: readonly LayerSummary[]
  /** What the packages were matched with; nothing where there was no database. */
  readonly advisories?: AdvisoriesSummary
  /** What takes vulnerabilities away, the weightiest first. */
  readonly fixes: readonly Fix[]
  readonly vulnerabilities: readonly Match[]
  /** What makes the image more useful to an attacker than it has to be. */
  readonly weaknesses: readonly Weakness[]
  /** Files that hold models, and all that are not clean. */
  readonly modelFiles: readonly LaidModel[]
  readonly packages: readonly FoundPackage[]
  /** What could not be read or matched. */
  readonly problems: readonly Problem[]
}

export interface ImageSummary {
  /** As it was asked for. */
  readonly reference: string
  /** Where it lies, of an image in a registry, or as a platform names it: `models.azurecr.io/llm`. */
  readonly repository?: string
  /** By which name it was chosen, of those in a layout or an archive. */
  readonly name?: string
  /** Of its manifest; of its configuration for an archive without one. */
  readonly digest?: string
  readonly tags: readonly string[]
  readonly platform?: string
  /** For what there is an image of that name, where there are several. */
  readonly platforms?: readonly string[]
  readonly created?: string
  readonly os?: OperatingSystem
  readonly endOfLife?: EndOfLife
  readonly base?: BaseImage
  /** Where bulkhead.yaml lists approved bases. */
  readonly approval?: BaseApproval
  /** Whether the same sources make it again; absent where only its files are there. */
  readonly repeatable?: Repeatability
  /** Only where its texts were not to be searched: that no secret was found says nothing then. */
  readonly isSearched?: false
  /** What containers of it start with, where they say nothing else; absent where only its files are there. */
  readonly config?: StartConfig
}

export interface LayerSummary {
  readonly index: number
  readonly diffId?: string
  readonly digest?: string
  readonly createdBy?: string
  readonly origin: LayerOrigin
  readonly entries: number
  /** Unpacked. */
  readonly bytes: number
  /** How many packages came in with it. */
  readonly packages: number
}

export interface AdvisoriesSummary extends DatabaseHead {
  /** Days since it was made; nothing where the day is not known. */
  readonly age?: number
}
