import type * as Bundle from '@sigstore/bundle'
import type * as Specs from '@sigstore/protobuf-specs'
import type * as Verify from '@sigstore/verify'

import { TrustError } from './result.ts'

/** Sigstore's own packages: optional, and loaded where something is to be verified. */
export interface SigstoreParts {
  readonly bundle: typeof Bundle
  readonly verify: typeof Verify
  readonly specs: typeof Specs
}

/** Nothing where they are not installed. */
export async function loadSigstore(): Promise<SigstoreParts | undefined> {
  try {
    const [bundle, verify, specs] = await Promise.all([
      import('@sigstore/bundle'),
      import('@sigstore/verify'),
      import('@sigstore/protobuf-specs'),
    ])
    return { bundle, verify, specs }
  } catch {
    return undefined
  }
}

/** @throws TrustError where they are not installed */
export function requireSigstore(parts: SigstoreParts | undefined): SigstoreParts {
  if (parts !== undefined) return parts
  throw new TrustError(
    'unknown',
    'The optional packages @sigstore/bundle, @sigstore/verify and @sigstore/protobuf-specs are not installed.',
  )
}
