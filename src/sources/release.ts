import type { Location } from '../model/origin.ts'

/** How a chart is installed, by whoever declares that. */
export interface Release {
  /** Nothing where nobody knows. */
  readonly name: string | undefined
  readonly namespace: string | undefined
  /** Values as YAML; the last one wins. */
  readonly texts: readonly GivenText[]
  /** Single values, which come after those. */
  readonly sets: readonly GivenValue[]
  readonly location: Location
  /** False where it cannot be known whether it will be there. */
  readonly isCertain: boolean
}

export interface GivenText {
  readonly text: string
  /** Where an offset of it stands. */
  readonly locate: (offset: number) => Location
}

export interface GivenValue {
  /** The flag of helm that understands the value in the same way. */
  readonly flag: 'set' | 'set-string' | 'set-literal'
  readonly name: string
  readonly value: string
  readonly location: Location
}
