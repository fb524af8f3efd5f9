/** A signature of Notation, whichever envelope it came in (notaryproject, signature-specification.md). */
export interface NotationSignature {
  /** `PS256`, `ES384`, … */
  readonly algorithm: string
  readonly contentType: unknown
  /** Headers that a verifier has to understand. */
  readonly critical: readonly string[]
  readonly scheme: unknown
  /** Vouched for by the signing authority; the signer's own claim is no evidence. */
  readonly authenticTime?: Date
  readonly expiry?: Date
  readonly hasTimestamp: boolean
  /** That of the signer first, as bytes of DER. */
  readonly certificates: readonly Buffer[]
  readonly payload: Buffer
  /** What the signature is made over. */
  readonly signed: Buffer
  readonly signature: Buffer
}

export const headers = {
  scheme: 'io.cncf.notary.signingScheme',
  expiry: 'io.cncf.notary.expiry',
  authenticTime: 'io.cncf.notary.authenticSigningTime',
  timestamp: 'io.cncf.notary.timestampSignature',
} as const
