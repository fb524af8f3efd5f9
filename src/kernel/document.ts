/** One text that facts were read from: a file, standard input, or what a renderer made of a chart. */
export interface Document {
  /** Path relative to where the scan was started, with `/`; what every report prints. */
  readonly path: string
  readonly text: string
  /**
   * Where an offset of a rendered text comes from: the template that a person can edit. Absent for texts that are
   * files themselves.
   */
  readonly locate?: (offset: number) => Location
  /** Further places that the text at an offset comes from, such as a line of a chart's values. */
  readonly related?: (offset: number) => readonly Location[]
  /** Where objects of a rendered text go that name no namespace; `default` where it is absent. */
  readonly namespace?: string
  /** Nobody said which: whoever installs the release chooses, and what the text then states follows. */
  readonly isNamespaceAssumed?: boolean
  /** Whoever would install the release may not do so: nobody knows. */
  readonly isPossible?: boolean
  /** Where blocks begin whose charts stand among the other documents as they are installed. */
  readonly rendered?: ReadonlySet<number>
}

/** A place that a person can open. */
export interface Location {
  readonly file: string
  /** Counted from 1. */
  readonly line: number
  /** Counted from 1, in UTF-16 units. */
  readonly column: number
}
