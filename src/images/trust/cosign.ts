import { verify } from 'node:crypto'

import { z } from 'zod'

import { type BundleResult, type Trust, verifyBundle } from './bundle.ts'
import { bundleOf, type CosignLayer } from './cosign-bundle.ts'
import { parseEnvelope, preAuthEncoding } from './envelope.ts'
import { parseJson } from './json.ts'
import { keyOf } from './key.ts'
import type { KeySigner } from './policy.ts'
import { bestOf, resultOf, TrustError, type TrustResult } from './result.ts'
import { readStatement } from './statement.ts'
import { type Subject, subjectOf } from './subject.ts'

/** Verifies a signature or an attestation as cosign stores them before bundles (cosign, specs/SIGNATURE_SPEC.md). */
export function verifyCosign(layer: CosignLayer, subject: Subject, trust: Trust): BundleResult {
  return resultOf(() => {
    const signed = verifySigner(layer, subject, trust)
    if (signed.verdict === 'pass' && layer.signature !== undefined) checkPayload(layer.bytes, subject)
    return signed
  })
}

/** A key by itself needs nothing of Sigstore. */
function verifySigner(layer: CosignLayer, subject: Subject, trust: Trust): BundleResult {
  const { signers, transparencyLog } = trust.policy
  const isBare = layer.log === undefined && layer.certificate === undefined
  if (!isBare || transparencyLog === 'required') return verifyLogged(layer, subject, trust)
  const keys = signers.filter((signer) => signer.kind === 'key')
  return bestOf(keys.map((key) => resultOf(() => verifyByKey(layer, subject, key))))
}

function verifyLogged(layer: CosignLayer, subject: Subject, trust: Trust): BundleResult {
  const about = layer.signature === undefined ? subject : subjectOf(layer.bytes)
  return verifyBundle(JSON.stringify(bundleOf(layer)), about, trust)
}

function verifyByKey(layer: CosignLayer, subject: Subject, trusted: KeySigner): BundleResult {
  const key = keyOf(trusted)
  const algorithm = key.asymmetricKeyType === 'ed25519' ? null : 'sha256'
  const isBy = (data: Buffer, signature: string): boolean =>
    verify(algorithm, data, key, Buffer.from(signature, 'base64'))
  const passed: TrustResult = {
    verdict: 'pass',
    signer: trusted.name,
    why: `The signature of ${trusted.name} is valid.`,
  }
  if (layer.signature !== undefined) {
    if (!isBy(layer.bytes, layer.signature)) throw notSigned(trusted)
    return passed
  }
  const { payloadType, payload, signatures } = parseEnvelope(layer.bytes.toString('utf8'))
  const signed = preAuthEncoding(payloadType, payload)
  if (!signatures.some(({ sig }) => isBy(signed, sig))) throw notSigned(trusted)
  return { ...passed, statement: readStatement(payload.toString('utf8'), subject) }
}

function notSigned({ name }: KeySigner): TrustError {
  return new TrustError('fail', `The signature is not one of ${name}.`)
}

/** Simple signing (containers/image, docs/containers-signature.5.md), with the type that cosign gives it. */
const payloadSchema = z.object({
  critical: z.object({
    image: z.object({ 'docker-manifest-digest': z.string() }),
    type: z.enum(['cosign container image signature', 'atomic container signature']),
  }),
})

function checkPayload(bytes: Buffer, { digest }: Subject): void {
  const { critical } = parseJson(bytes.toString('utf8'), payloadSchema, 'What is signed')
  if (critical.image['docker-manifest-digest'] !== digest)
    throw new TrustError('fail', `What is signed is not about ${digest}.`)
}
