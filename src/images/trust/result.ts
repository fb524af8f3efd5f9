/** What one signature proves, under a policy. */
export interface TrustResult {
  /** Unknown where nothing says that it is wrong, and what would prove it right is missing. */
  readonly verdict: 'pass' | 'fail' | 'unknown'
  /** Identity, key or subject of the certificate. */
  readonly signer?: string
  readonly issuer?: string
  /** When it was signed, as an ISO time, where somebody else than the signer says so. */
  readonly when?: string
  /** The entry of the transparency log that holds it. */
  readonly log?: string
  /** A sentence. */
  readonly why: string
}

/** Why something signed does not count. Anything else that is thrown counts as a failed verification, never as a pass. */
export class TrustError extends Error {
  readonly verdict: 'fail' | 'unknown'

  constructor(verdict: 'fail' | 'unknown', why: string) {
    super(why)
    this.verdict = verdict
  }
}

const longestReason = 300

/** The result of a verification that throws where it does not succeed. */
export function resultOf<T extends TrustResult>(verify: () => T): T | TrustResult {
  try {
    return verify()
  } catch (error) {
    if (error instanceof TrustError) return { verdict: error.verdict, why: error.message }
    const reason = error instanceof Error ? error.message : String(error)
    return { verdict: 'fail', why: `The verification failed: ${printable(reason).slice(0, longestReason)}.` }
  }
}

/** The best of what several trusted signers give: one that passes is enough. */
export function bestOf<T extends TrustResult>(results: readonly T[]): T | TrustResult {
  const best = ['pass', 'unknown', 'fail'].flatMap((verdict) =>
    results.filter((each) => each.verdict === verdict),
  )
  const [first, ...others] = best
  if (first === undefined) return { verdict: 'fail', why: 'The policy trusts nobody who signs in this way.' }
  if (first.verdict === 'pass' || others.length === 0) return first
  const reasons = [...new Set(best.map(({ why }) => why))]
  return { verdict: first.verdict, why: reasons.join(' ') }
}

/** Texts of others never carry control characters into a report. */
export function printable(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, ' ')
}
