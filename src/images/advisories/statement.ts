import type { Purl } from '../purl/parsed.ts'

/** What somebody says about a vulnerability in a product (CISA, Minimum Requirements for VEX). */
export type VexStatus = 'not_affected' | 'affected' | 'fixed' | 'under_investigation'

/** What is said, by whom and when. */
export interface VexClaim {
  readonly status: VexStatus
  /** Why it is not affected: one of the words of the format. */
  readonly justification?: string
  /** Why it is not affected, in words of one's own. */
  readonly impact?: string
  /** What to do where it is affected. */
  readonly action?: string
  readonly author: string
  /** An ISO time. */
  readonly date?: string
  /** The file, or the digest of the attestation. */
  readonly origin: string
  /** Whose signature vouches for it, of an attestation. */
  readonly signer?: string
}

export interface VexStatement {
  readonly claim: VexClaim
  /** Every name of the vulnerability. */
  readonly vulnerabilities: readonly string[]
  readonly products: readonly VexProduct[]
}

/** A thing by everything that it is called: one name that fits is enough. */
export interface VexComponent {
  readonly purls: readonly Purl[]
  /** `sha256:…` */
  readonly digests: readonly string[]
  /** What is no package URL, such as the reference of an image. */
  readonly names: readonly string[]
}

export interface VexProduct extends VexComponent {
  /** The parts of it that are meant; all of it where there are none. */
  readonly subcomponents: readonly VexComponent[]
}

/** What a document says, and what of it says nothing. */
export interface VexDocument {
  readonly origin: string
  readonly statements: readonly VexStatement[]
  /** A sentence for each statement that does not count. */
  readonly faults: readonly string[]
}

/** What documents may leave out of a claim. */
interface Unstated {
  readonly justification?: string | undefined
  readonly impact?: string | undefined
  readonly action?: string | undefined
  readonly date?: string | undefined
  readonly signer?: string | undefined
}

type Stated = Pick<VexClaim, 'status' | 'author' | 'origin'>

/** A claim of what is stated. */
export function makeClaim({ status, author, origin }: Stated, parts: Unstated): VexClaim {
  const there = Object.entries(parts).filter(([, value]) => value !== undefined)
  return { status, ...(Object.fromEntries(there) as Partial<VexClaim>), author, origin }
}

/** Why a statement does not count; nothing for one that does. Formats may ask for more. */
export function faultOf(claim: Pick<VexClaim, 'status' | 'justification' | 'impact'>): string | undefined {
  const isBare = claim.justification === undefined && claim.impact === undefined
  return claim.status === 'not_affected' && isBare
    ? 'says not_affected, and neither a justification nor an impact statement says why'
    : undefined
}

/** True for what says that nothing is left to do. */
export function setsAside({ status }: Pick<VexClaim, 'status'>): boolean {
  return status === 'not_affected' || status === 'fixed'
}
