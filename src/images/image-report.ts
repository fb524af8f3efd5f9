import type { Problem } from '../model/problem.ts'
import type { FoundPackage } from './inventory/inventory.ts'
import type { OperatingSystem } from './inventory/package.ts'

/** What is said about one image: every output format is made of it. */
export interface ImageReport {
  /** Version of this shape; raised when a field changes its meaning or goes. */
  readonly schema: 1
  readonly tool: { readonly name: 'bulkhead'; readonly version: string }
  readonly image: ImageSummary
  readonly layers: readonly LayerSummary[]
  readonly packages: readonly FoundPackage[]
  /** What could not be read. */
  readonly problems: readonly Problem[]
}

export interface ImageSummary {
  /** As it was asked for. */
  readonly reference: string
  /** Of its manifest; of its configuration for an archive without one. */
  readonly digest?: string
  readonly tags: readonly string[]
  readonly platform?: string
  readonly created?: string
  readonly os?: OperatingSystem
}

export interface LayerSummary {
  readonly index: number
  readonly diffId?: string
  readonly digest?: string
  readonly createdBy?: string
  readonly entries: number
  /** Unpacked. */
  readonly bytes: number
  /** How many packages came in with it. */
  readonly packages: number
}
