import type { TrustedRoot } from '@sigstore/protobuf-specs'

import { TrustError } from './result.ts'
import type { SigstoreParts } from './sigstore.ts'

/** Nobody is trusted for anything: what a key alone proves needs no more. */
const nobody = { mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1' }

/** Reads a trusted root of Sigstore. @throws TrustError */
export function readTrustedRoot(text: string | undefined, { specs }: SigstoreParts): TrustedRoot {
  let root: TrustedRoot
  try {
    root = specs.TrustedRoot.fromJSON(text === undefined ? nobody : JSON.parse(text))
  } catch {
    throw new TrustError('unknown', 'The trusted root is no trusted root of Sigstore.')
  }
  for (const { baseUrl, publicKey } of [...root.tlogs, ...root.ctlogs])
    // A log without a beginning would vouch for any time.
    if (publicKey?.validFor?.start === undefined)
      throw new TrustError(
        'fail',
        `The trusted root does not say from when on the log ${baseUrl} is trusted.`,
      )
  return root
}
