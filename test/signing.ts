// Keys, envelopes and statements for tests of signatures: made here, so that each field can be chosen.
import { type KeyObject, sign } from 'node:crypto'

import type { Trust } from '../src/images/trust/bundle.ts'
import { preAuthEncoding } from '../src/images/trust/envelope.ts'
import type { KeySigner, TrustPolicy } from '../src/images/trust/policy.ts'
import { loadSigstore } from '../src/images/trust/sigstore.ts'
import { type Subject, subjectOf } from '../src/images/trust/subject.ts'
import { ecKey, type TestKey } from './certificates.ts'

export const manifest: Buffer = Buffer.from('{"schemaVersion":2,"layers":[]}')
export const subject: Subject = subjectOf(manifest)
export const key: TestKey = ecKey()
export const otherKey: TestKey = ecKey()

export function trust(name: string, { publicKey }: TestKey): KeySigner {
  return { kind: 'key', name, pem: String(publicKey.export({ type: 'spki', format: 'pem' })) }
}

const sigstore = await loadSigstore()

export function trustIn(policy: Partial<TrustPolicy>): Trust {
  const usual: TrustPolicy = { signers: [], transparencyLog: 'optional', demands: ['signature'] }
  return { policy: { ...usual, ...policy }, sigstore }
}

export function policyFor(...signers: readonly KeySigner[]): Trust {
  return trustIn({ signers })
}

const bank: KeySigner = trust('bank.pub', key)
export const policy: Trust = policyFor(bank)
export const logged: Trust = trustIn({ signers: [bank], transparencyLog: 'required' })

export function signed(data: Buffer, by: KeyObject): string {
  return sign(by.asymmetricKeyType === 'ed25519' ? null : 'sha256', data, by).toString('base64')
}

/** What cosign signs of an image. */
export function payloadOf(digest: string, type = 'cosign container image signature'): Buffer {
  const image = { 'docker-manifest-digest': digest }
  const identity = { 'docker-reference': 'bank.azurecr.io/models/llm' }
  return Buffer.from(JSON.stringify({ critical: { identity, image, type }, optional: null }))
}

type Json = Readonly<Record<string, unknown>>

export const provenance: Json = {
  _type: 'https://in-toto.io/Statement/v1',
  subject: [{ name: 'llm', digest: { sha256: subject.digest.slice('sha256:'.length) } }],
  predicateType: 'https://slsa.dev/provenance/v1',
  predicate: {
    buildDefinition: { resolvedDependencies: [{ uri: 'git+https://git.bank/models@refs/heads/main' }, {}] },
    runDetails: { builder: { id: 'https://ci.bank/builder' } },
  },
}

export function envelopeOf(
  statement: unknown,
  by: TestKey = key,
  payloadType = 'application/vnd.in-toto+json',
): Json {
  const payload = Buffer.from(JSON.stringify(statement))
  const sig = signed(preAuthEncoding(payloadType, payload), by.privateKey)
  return { payloadType, payload: payload.toString('base64'), signatures: [{ sig, keyid: '' }] }
}

/** A bundle of Sigstore by a key, without an entry of a log. */
export function bundleOf(change: Json = {}): Json {
  return {
    mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
    verificationMaterial: { publicKey: { hint: 'h' }, tlogEntries: [] },
    dsseEnvelope: envelopeOf(provenance),
    ...change,
  }
}
