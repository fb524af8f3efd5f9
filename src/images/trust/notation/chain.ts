import { X509Certificate } from 'node:crypto'

import type { CertificateSigner } from '../policy.ts'
import { printable, TrustError } from '../result.ts'

const codeSigning = '1.3.6.1.5.5.7.3.3'

/** The certificates of a signature, that of the signer first. @throws TrustError */
export function readChain(certificates: readonly Buffer[]): X509Certificate[] {
  try {
    return certificates.map((der) => new X509Certificate(der))
  } catch {
    throw new TrustError('fail', 'A certificate of the signature cannot be read.')
  }
}

/** The authorities that a policy trusts. @throws TrustError */
export function readAuthorities({ name, pem }: CertificateSigner): X509Certificate[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []
  try {
    if (blocks.length > 0) return blocks.map((block) => new X509Certificate(block))
  } catch {
    // Said below.
  }
  throw new TrustError('fail', `${name} holds no certificates, so that nobody is trusted.`)
}

/**
 * Follows a chain to an authority that is trusted; all certificates on the way have to be valid at a time.
 * @throws TrustError
 */
export function verifyChain(
  chain: readonly X509Certificate[],
  authorities: readonly X509Certificate[],
  at: Date,
): void {
  const [leaf] = chain
  if (leaf === undefined) throw new TrustError('fail', 'The signature comes without a certificate.')
  checkPurpose(leaf)
  for (const [index, certificate] of chain.entries()) {
    checkTime(certificate, at)
    if (authorities.some((authority) => authority.raw.equals(certificate.raw))) return
    const authority = authorities.find((each) => isIssuedBy(certificate, each))
    if (authority !== undefined) return checkTime(authority, at)
    const issuer = chain[index + 1]
    if (issuer === undefined || !isIssuedBy(certificate, issuer)) break
  }
  throw new TrustError('fail', `${nameOf(leaf)} leads to no authority that is trusted.`)
}

function isIssuedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  return issuer.ca && certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey)
}

function checkTime(certificate: X509Certificate, at: Date): void {
  if (at < certificate.validFromDate || at > certificate.validToDate)
    throw new TrustError(
      'fail',
      `The certificate of ${nameOf(certificate)} is not valid at ${at.toISOString()}.`,
    )
}

/** Signature specification, certificate requirements: what signs code signs nothing else. */
function checkPurpose(leaf: X509Certificate): void {
  const purposes: readonly string[] | undefined = leaf.keyUsage
  if (purposes !== undefined && !purposes.includes(codeSigning))
    throw new TrustError('fail', `The certificate of ${nameOf(leaf)} is not for signing code.`)
}

/** A subject in one line, as RFC 4514 writes it but in the order of the certificate. */
export function nameOf({ subject }: X509Certificate): string {
  return printable(subject.split('\n').join(', '))
}

export function issuerOf({ issuer }: X509Certificate): string {
  return printable(issuer.split('\n').join(', '))
}

/** Whether the signer's subject has all parts that a policy asks for. */
export function hasSubject({ subject }: X509Certificate, parts: readonly string[]): boolean {
  const there = new Set(subject.split('\n'))
  return parts.every((part) => there.has(part))
}
