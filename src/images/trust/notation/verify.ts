import { constants, type KeyObject, verify, type X509Certificate } from 'node:crypto'

import { z } from 'zod'

import { parseJson } from '../json.ts'
import type { CertificateSigner, TrustPolicy } from '../policy.ts'
import { bestOf, printable, resultOf, TrustError, type TrustResult } from '../result.ts'
import type { Subject } from '../subject.ts'
import { hasSubject, issuerOf, nameOf, readAuthorities, readChain, verifyChain } from './chain.ts'
import { parseCose } from './cose.ts'
import { parseJws } from './jws.ts'
import { headers, type NotationSignature } from './signature.ts'

/** How the bytes of a signature are packed: the media type of its layer. */
export type NotationFormat = 'application/jose+json' | 'application/cose'

export interface NotationBlob {
  readonly format: NotationFormat
  readonly bytes: Buffer
}

const longestSignature = 4 * 1024 * 1024
const payloadType = 'application/vnd.cncf.notary.payload.v1+json'

/** Verifies a signature of Notation on an image. `now` judges what expires. */
export function verifyNotation(
  { format, bytes }: NotationBlob,
  { subject, now }: { readonly subject: Subject; readonly now: Date },
  policy: TrustPolicy,
): TrustResult {
  return resultOf(() => {
    if (bytes.length > longestSignature) throw new TrustError('fail', 'The signature is longer than 4 MB.')
    const signature = format === 'application/cose' ? parseCose(bytes) : parseJws(bytes.toString('utf8'))
    const chain = readChain(signature.certificates)
    checkHeaders(signature)
    checkSignature(signature, chain)
    checkTarget(signature, subject)
    checkExpiry(signature, now)
    const trusted = policy.signers.filter((signer) => signer.kind === 'certificate')
    const results = trusted.map((signer) => resultOf(() => verifySigner({ signature, chain, now }, signer)))
    return bestOf(results)
  })
}

interface Scene {
  readonly signature: NotationSignature
  readonly chain: readonly X509Certificate[]
  readonly now: Date
}

function verifySigner({ signature, chain, now }: Scene, trusted: CertificateSigner): TrustResult {
  const [leaf] = chain
  if (leaf === undefined) throw new TrustError('fail', 'The signature comes without a certificate.')
  if (signature.scheme !== schemes[trusted.store])
    throw new TrustError('fail', `${trusted.name} is not trusted for signatures of this scheme.`)
  const { authenticTime } = signature
  if (signature.hasTimestamp && authenticTime === undefined) checkTimestamp(leaf, now)
  verifyChain(chain, readAuthorities(trusted), authenticTime ?? now)
  if (!hasSubject(leaf, trusted.subject)) throw new TrustError('fail', `${nameOf(leaf)} is not trusted.`)
  return {
    verdict: 'pass',
    signer: nameOf(leaf),
    issuer: issuerOf(leaf),
    ...(authenticTime === undefined ? {} : { when: authenticTime.toISOString() }),
    why: `The signature of ${nameOf(leaf)} is valid.`,
  }
}

/** A timestamp would say that a certificate was used while it was valid; timestamps are not verified. */
function checkTimestamp(leaf: X509Certificate, now: Date): void {
  if (now <= leaf.validToDate) return
  throw new TrustError(
    'unknown',
    `The certificate of ${nameOf(leaf)} has expired, and the timestamp that may say it was used before is not verified.`,
  )
}

/** A signer must not vouch for its own time by taking the other scheme: each has its own authorities. */
const schemes = { ca: 'notary.x509', 'signing-authority': 'notary.x509.signingAuthority' } as const
const understood: readonly string[] = [headers.scheme, headers.expiry, headers.authenticTime]

function checkHeaders({ critical, scheme, contentType, authenticTime, expiry }: NotationSignature): void {
  const strange = critical.find((name) => !understood.includes(name))
  if (strange !== undefined)
    throw new TrustError(
      'unknown',
      `The signature demands to understand ${printable(strange.slice(0, 100))}.`,
    )
  const isOfAuthority = scheme === schemes['signing-authority']
  if (scheme !== schemes.ca && !isOfAuthority)
    throw new TrustError('unknown', 'The signature follows a scheme that is not known.')
  if (contentType !== payloadType) throw new TrustError('fail', 'What is signed is no payload of Notation.')
  const needed: string[] = [headers.scheme, ...(expiry === undefined ? [] : [headers.expiry])]
  if (isOfAuthority) needed.push(headers.authenticTime)
  if (!needed.every((name) => critical.includes(name)) || isOfAuthority !== (authenticTime !== undefined))
    throw new TrustError('fail', 'The signature does not have the headers that its scheme demands.')
}

/** Signature specification, algorithm selection: the key decides. */
const algorithms: Readonly<Record<string, { readonly key: string; readonly hash: string }>> = {
  PS256: { key: 'rsa 2048', hash: 'sha256' },
  PS384: { key: 'rsa 3072', hash: 'sha384' },
  PS512: { key: 'rsa 4096', hash: 'sha512' },
  ES256: { key: 'ec prime256v1', hash: 'sha256' },
  ES384: { key: 'ec secp384r1', hash: 'sha384' },
  ES512: { key: 'ec secp521r1', hash: 'sha512' },
}

function checkSignature(
  { algorithm, signed, signature }: NotationSignature,
  [leaf]: readonly X509Certificate[],
): void {
  const known = Object.hasOwn(algorithms, algorithm) ? algorithms[algorithm] : undefined
  const key = leaf?.publicKey
  if (known === undefined || key === undefined || sizeOf(key) !== known.key)
    throw new TrustError('fail', 'The key of the signer does not go with the algorithm of the signature.')
  // RFC 7518 §3.5: the salt is as long as the digest; §3.4: two numbers of fixed length, not DER.
  const how = known.key.startsWith('rsa')
    ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
    : { dsaEncoding: 'ieee-p1363' as const }
  if (!verify(known.hash, signed, { key, ...how }, signature))
    throw new TrustError('fail', 'The signature does not go with what is signed.')
}

function sizeOf({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): string {
  return `${asymmetricKeyType} ${asymmetricKeyDetails?.namedCurve ?? asymmetricKeyDetails?.modulusLength}`
}

const payloadSchema = z.object({ targetArtifact: z.object({ digest: z.string() }) })

function checkTarget({ payload }: NotationSignature, { digest }: Subject): void {
  const { targetArtifact } = parseJson(payload.toString('utf8'), payloadSchema, 'What is signed')
  if (targetArtifact.digest !== digest) throw new TrustError('fail', `What is signed is not about ${digest}.`)
}

function checkExpiry({ expiry }: NotationSignature, now: Date): void {
  if (expiry !== undefined && expiry < now)
    throw new TrustError('fail', `The signature has expired on ${expiry.toISOString()}.`)
}
