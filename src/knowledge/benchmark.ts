/** A list that people ask about: "how do we stand against X?". */
export interface Benchmark {
  /** The name before the colon in a control's references. */
  readonly id: string
  readonly title: string
  /** Where the list comes from, with its version or date. */
  readonly source: string
  readonly items: readonly BenchmarkItem[]
}

export interface BenchmarkItem {
  /** Exactly as the list has it. */
  readonly id: string
  /** In our own words. */
  readonly title: string
  /**
   * Why files cannot decide it. An item has this or at least one control that refers to it; a test holds that, so that no
   * item is left out in silence.
   */
  readonly undecidable?: string
}
