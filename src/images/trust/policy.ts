/** Whose signatures count, and what has to back them. */
export interface TrustPolicy {
  /** The signature of one of them is enough. */
  readonly signers: readonly TrustedSigner[]
  /** Whether a signature counts only where a transparency log holds it. */
  readonly transparencyLog: 'required' | 'optional'
  /** A trusted root of Sigstore, as its JSON; without one no certificate and no log can be verified. */
  readonly trustedRoot?: string
  /** What has to be there: `signature`, or the predicate type of an attestation. */
  readonly demands: readonly string[]
}

export type TrustedSigner = IdentitySigner | KeySigner | CertificateSigner

/** Whom an issuer vouched for, as a certificate of Fulcio names them. */
export interface IdentitySigner {
  readonly kind: 'identity'
  /** Exactly that subject, or a pattern that matches the whole of it. */
  readonly identity: string | { readonly pattern: string }
  readonly issuer: string
}

export interface KeySigner {
  readonly kind: 'key'
  /** What reports call it: its file. */
  readonly name: string
  readonly pem: string
}

/** Whom a certificate authority of one's own vouched for: a trust store of Notation. */
export interface CertificateSigner {
  readonly kind: 'certificate'
  readonly name: string
  /** Authorities, as PEM. */
  readonly pem: string
  /** What its authorities vouch for: who signs, or also when. The second counts for signatures that say so only. */
  readonly store: 'ca' | 'signing-authority'
  /** Parts of the subject that the signer's certificate has to have, such as `O=Bank`; anybody where there are none. */
  readonly subject: readonly string[]
}
