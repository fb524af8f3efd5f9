/** One word of a command line, its quotes removed. Offsets are the splitter's `place` of the text. */
export interface ShellWord {
  readonly text: string
  readonly start: number
  readonly end: number
  /** Holds an expansion (`$X`, `$(…)`), which stands in `text` as written. */
  readonly isExpanded: boolean
}

export interface ShellAssignment {
  readonly name: string
  readonly value: string
  readonly word: ShellWord
}

/** One simple command. */
export interface ShellCommand {
  /** The program's base name, lower case, without `.exe`; empty where only variables are set. */
  readonly name: string
  /** The program and its arguments. */
  readonly words: readonly ShellWord[]
  /** Variables set for it, `env` and `export` included. */
  readonly assignments: readonly ShellAssignment[]
  /** Programs that only start it, such as `sudo`, in their order. */
  readonly wrappers: readonly string[]
  /** Files that it is redirected into. */
  readonly outputs: readonly ShellWord[]
  /** Commands whose output becomes a part of it: `$(…)`, `<(…)`. */
  readonly inner: readonly ShellCommand[]
  /** Commands of one pipe share this number. */
  readonly pipeline: number
}
