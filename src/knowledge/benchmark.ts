/** A list that people ask about: "how do we stand against X?". */
export interface Benchmark {
  /** The name before the colon in a control's references. */
  readonly id: string
  readonly title: string
  /** Where the list comes from, with its version or date. */
  readonly source: string
  /** Which part of a longer list this answers for; without it, all of the list. */
  readonly part?: BenchmarkPart
  readonly items: readonly BenchmarkItem[]
}

/** The items of a list whose `field` has one of `values`. */
export interface BenchmarkPart {
  readonly field: string
  readonly values: readonly string[]
  /** Items that stand here although they have none of the values. */
  readonly also?: readonly string[]
  /** How many items of the list stand not here. */
  readonly left: number
  /** What these are, and why they stand not here. */
  readonly why: string
}

/**
 * An item has at least one control that refers to it, or one of the two reasons; a test holds that, so that no item is
 * left out in silence.
 */
export interface BenchmarkItem {
  /** Exactly as the list has it. */
  readonly id: string
  /** In our own words. */
  readonly title: string
  /** Why files cannot decide it. */
  readonly undecidable?: string
  /** Why no control judges it, although files could decide it. */
  readonly unjudged?: string
}
