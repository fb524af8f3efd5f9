/** A part of a file. */
export interface Range {
  readonly at: number
  readonly length: number
}

/** What of a file is held: nothing where not all of a range is. */
export type Held = (range: Range) => Buffer | undefined

/** What the first bytes of a program tell of where its parts lie. */
export interface ProgramLayout {
  /** Code, which is most of a program: nothing of it needs to be held. */
  readonly code: readonly Range[]
  /** Unpacked in memory when it runs: what it holds cannot be seen. */
  readonly isPacked: boolean
  /** Where a section of a name lies; nothing where there is none, or its table is not held. */
  readonly section: (name: string, held: Held) => Range | undefined
}
