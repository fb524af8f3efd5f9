import type { Rendered } from '../sources/rendered.ts'

/** A rendering of some files, and the files that mean nothing without it. */
export interface Composed extends Rendered {
  readonly isConsumed: (path: string) => boolean
  /** The files of each chart and each kustomization: a change in one may change what all of them render to. */
  readonly units: readonly ((path: string) => boolean)[]
}

/** Renderers run two at a time: one of them takes a core. */
export const renderersAtOnce = 2
