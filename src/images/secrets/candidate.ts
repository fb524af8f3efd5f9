/** A piece of a text that is a secret, before its place is worked out. */
export interface Candidate {
  readonly rule: string
  readonly what: string
  /** What it is assigned to, where it was found by that. */
  readonly name?: string
  readonly start: number
  readonly value: string
  /** Whether its shape names the issuer, and not only the way it is written down. */
  readonly isPrecise: boolean
}

/** What a detector found, and how far it came within its bounds. */
export interface Detection {
  readonly candidates: readonly Candidate[]
  /** Offset from which on the text was not looked at, where there was too much to look at. */
  readonly stoppedAt?: number
}
