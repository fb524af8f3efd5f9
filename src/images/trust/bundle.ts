import { createHash } from 'node:crypto'

import type { Bundle } from '@sigstore/bundle'
import type { SignedEntity, Signer } from '@sigstore/verify'
import { z } from 'zod'

import { preAuthEncoding } from './envelope.ts'
import { isTrustedIdentity } from './identity.ts'
import { parseJson } from './json.ts'
import { keyOf } from './key.ts'
import type { IdentitySigner, KeySigner, TrustPolicy } from './policy.ts'
import { bestOf, printable, resultOf, TrustError, type TrustResult } from './result.ts'
import { requireSigstore, type SigstoreParts } from './sigstore.ts'
import { readStatement, type Statement, statementType } from './statement.ts'
import type { Subject } from './subject.ts'
import { readTrustedRoot } from './trusted-root.ts'

/** What a bundle of Sigstore proves; a statement is there where it is an attestation. */
export interface BundleResult extends TrustResult {
  readonly statement?: Statement
}

type SignatureContent = SignedEntity['signature']

/** A bundle with what it is verified against. */
interface Scene {
  readonly bundle: Bundle
  readonly subject: Subject
  readonly policy: TrustPolicy
  readonly sigstore: SigstoreParts
}

/** What a signature is verified against. */
export interface Trust {
  readonly policy: TrustPolicy
  /** Nothing where the packages are not installed: then only what keys alone prove is known. */
  readonly sigstore: SigstoreParts | undefined
}

/** Verifies a bundle of Sigstore (protobuf-specs, `sigstore_bundle.proto`) without the network. */
export function verifyBundle(text: string, subject: Subject, trust: Trust): BundleResult {
  return resultOf(() => {
    const json = parseJson(text, z.record(z.string(), z.unknown()), 'The bundle')
    const sigstore = requireSigstore(trust.sigstore)
    const scene = { bundle: readBundle(json, sigstore), subject, policy: trust.policy, sigstore }
    const signers = trust.policy.signers.filter(({ kind }) => kind === kindOf(scene.bundle))
    return bestOf(signers.map((signer) => resultOf(() => verifyFor(signer, scene))))
  })
}

function kindOf({ verificationMaterial }: Bundle): 'key' | 'identity' {
  return verificationMaterial.content.$case === 'publicKey' ? 'key' : 'identity'
}

/** Far more than a bundle holds. */
const mostEntries = 32
const longestName = 200

function readBundle(json: unknown, { bundle: { bundleFromJSON } }: SigstoreParts): Bundle {
  const bundle = bundleFromJSON(json)
  const { tlogEntries, timestampVerificationData } = bundle.verificationMaterial
  const timestamps = timestampVerificationData?.rfc3161Timestamps ?? []
  if (tlogEntries.length > mostEntries || timestamps.length > mostEntries)
    throw new TrustError('fail', `The bundle holds more than ${mostEntries} entries of logs or timestamps.`)
  for (const { inclusionProof } of tlogEntries) checkNames(inclusionProof?.checkpoint?.envelope ?? '')
  return bundle
}

/** The verifier takes names of those who signed a checkpoint for patterns: none may be one that never ends. */
function checkNames(checkpoint: string): void {
  for (const [, name = ''] of checkpoint.matchAll(/\u2014 (\S+)/g))
    if (name.length > longestName || !/^[\w.:/+-]+$/.test(name) || (name.match(/\+/g)?.length ?? 0) > 1)
      throw new TrustError('fail', 'A checkpoint of the log is signed by somebody without a proper name.')
}

type SigstoreSigner = IdentitySigner | KeySigner

function isSigstoreSigner(signer: { readonly kind: string }): signer is SigstoreSigner {
  return signer.kind === 'identity' || signer.kind === 'key'
}

function verifyFor(trusted: { readonly kind: string }, scene: Scene): BundleResult {
  if (!isSigstoreSigner(trusted))
    throw new TrustError('fail', 'The policy trusts nobody who signs in this way.')
  const entity = entityFor(trusted, scene)
  const signer = verifierFor(trusted, scene).verify(entity)
  const who = trusted.kind === 'key' ? { signer: trusted.name } : identityOf(signer, trusted)
  const statement = statementOf(scene)
  return {
    verdict: 'pass',
    ...who,
    ...timeOf(entity),
    ...logOf(entity, scene),
    ...(statement === undefined ? {} : { statement }),
    why: `The signature of ${who.signer} is valid.`,
  }
}

function entityFor(trusted: SigstoreSigner, { bundle, subject, policy, sigstore }: Scene): SignedEntity {
  if (bundle.content.$case === 'messageSignature' && subject.bytes === undefined)
    throw new TrustError('unknown', 'The bundle signs the artifact itself, whose bytes are not there.')
  const entity = signedEntity(bundle, subject, sigstore)
  if (trusted.kind === 'key' && !needsRoot(trusted, policy))
    return { ...entity, tlogEntries: [], timestamps: [] }
  if (policy.trustedRoot === undefined)
    throw new TrustError(
      'unknown',
      'No trusted root is named, so that neither logs nor certificates can be verified.',
    )
  return entity
}

function signedEntity(bundle: Bundle, { bytes }: Subject, { verify }: SigstoreParts): SignedEntity {
  const entity = verify.toSignedEntity(bundle, bytes ?? Buffer.alloc(0))
  if (bundle.content.$case === 'messageSignature') return entity
  const { payloadType, payload } = bundle.content.dsseEnvelope
  return { ...entity, signature: withSignedDigest(entity.signature, preAuthEncoding(payloadType, payload)) }
}

/** Logs of Rekor v2 hold the digest of what was signed (rekor-v2-spec §6.1.4), those before it that of the payload. */
function withSignedDigest(content: SignatureContent, signed: Buffer): SignatureContent {
  const digest = createHash('sha256').update(signed).digest()
  return {
    signature: content.signature,
    compareSignature: (other) => content.compareSignature(other),
    compareDigest: (other) => content.compareDigest(other) || digest.equals(other),
    verifySignature: (key) => content.verifySignature(key),
  }
}

/** A key proves a signature by itself; what a log adds is looked at where it can be, and demanded where it has to be. */
function needsRoot(trusted: SigstoreSigner, { transparencyLog, trustedRoot }: TrustPolicy): boolean {
  return trusted.kind === 'identity' || transparencyLog === 'required' || trustedRoot !== undefined
}

function verifierFor(
  trusted: SigstoreSigner,
  { policy, sigstore }: Scene,
): InstanceType<SigstoreParts['verify']['Verifier']> {
  const { verify } = sigstore
  const root = readTrustedRoot(policy.trustedRoot, sigstore)
  const isLogged = policy.transparencyLog === 'required'
  const material = verify.toTrustMaterial(root, () => {
    if (trusted.kind !== 'key') throw new TrustError('fail', 'It is signed by a key, and none is trusted.')
    return { publicKey: keyOf(trusted), validFor: () => true }
  })
  const isKey = trusted.kind === 'key'
  return new verify.Verifier(material, {
    tlogThreshold: isLogged ? 1 : 0,
    // A certificate lives for minutes: somebody has to say that the signature was made while it did.
    timestampThreshold: isKey ? 0 : 1,
    ctlogThreshold: isKey || root.ctlogs.length === 0 ? 0 : 1,
  })
}

function identityOf(
  { identity }: Signer,
  trusted: SigstoreSigner,
): { readonly signer: string; readonly issuer: string } {
  const signer = identity?.subjectAlternativeName ?? ''
  const issuer = identity?.extensions?.issuer ?? ''
  if (trusted.kind !== 'identity' || !isTrustedIdentity({ signer, issuer }, trusted))
    throw new TrustError('fail', `${printable(signer)} of ${printable(issuer)} is not trusted.`)
  return { signer: printable(signer), issuer: printable(issuer) }
}

/** The verifier takes the times of those entries only that the log promised, which binds it to them. */
function timeOf({ timestamps }: SignedEntity): { readonly when?: string } {
  for (const each of timestamps) {
    if (each.$case === 'timestamp-authority') return { when: each.timestamp.signingTime.toISOString() }
    if (each.tlogEntry.inclusionPromise === undefined) continue
    return { when: new Date(Number(each.tlogEntry.integratedTime) * 1000).toISOString() }
  }
  return {}
}

function logOf(
  { tlogEntries: [entry] }: SignedEntity,
  { policy, sigstore }: Scene,
): { readonly log?: string } {
  if (entry === undefined) return {}
  const { tlogs } = readTrustedRoot(policy.trustedRoot, sigstore)
  const log = tlogs.find(({ logId, checkpointKeyId }) =>
    [logId, checkpointKeyId].some((id) => id?.keyId.equals(entry.logId.keyId)),
  )
  return { log: `entry ${entry.logIndex} of ${log?.baseUrl ?? 'a trusted log'}` }
}

function statementOf({ bundle: { content }, subject }: Scene): Statement | undefined {
  if (content.$case === 'messageSignature') return undefined
  const { payloadType, payload } = content.dsseEnvelope
  if (payloadType !== statementType)
    throw new TrustError(
      'fail',
      `What is signed is no statement about an artifact but ${printable(payloadType)}.`,
    )
  return readStatement(payload.toString('utf8'), subject)
}
