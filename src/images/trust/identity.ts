import { RE2JS } from 're2js'

import type { IdentitySigner } from './policy.ts'

/** Whether a certificate names whom a policy trusts. A pattern has to match the whole of the subject. */
export function isTrustedIdentity(
  { signer, issuer }: { readonly signer: string; readonly issuer: string },
  trusted: IdentitySigner,
): boolean {
  if (issuer !== trusted.issuer || signer === '') return false
  const { identity } = trusted
  return typeof identity === 'string' ? signer === identity : RE2JS.matches(identity.pattern, signer)
}
