// What has to hold of signatures that nobody made: they are read to an end, and never pass.
import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'

import { type Trust, verifyBundle } from '../src/images/trust/bundle.ts'
import { type NotationFormat, verifyNotation } from '../src/images/trust/notation/verify.ts'
import type { TrustedSigner, TrustPolicy } from '../src/images/trust/policy.ts'
import { loadSigstore } from '../src/images/trust/sigstore.ts'
import type { Document } from '../src/model/origin.ts'

const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const pem = String(publicKey.export({ type: 'spki', format: 'pem' }))
const signers: readonly TrustedSigner[] = [
  { kind: 'key', name: 'a', pem },
  { kind: 'identity', identity: { pattern: '.*' }, issuer: '' },
  { kind: 'certificate', name: 'b', pem: '', store: 'ca', subject: [] },
]
const trustedRoot = JSON.stringify({ mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1' })
const usual: TrustPolicy = { signers, transparencyLog: 'optional', demands: ['signature'] }
const sigstore = await loadSigstore()
const trusts: readonly Trust[] = [
  { policy: usual, sigstore },
  { policy: { ...usual, trustedRoot, transparencyLog: 'required' }, sigstore },
]
const subject = { digest: `sha256:${'0'.repeat(64)}`, bytes: Buffer.alloc(8) }

export function checkBundle({ text }: Document): void {
  for (const trust of trusts) {
    const { verdict, why } = verifyBundle(text, subject, trust)
    assert.ok(verdict !== 'pass' && why.endsWith('.'), why)
  }
}

export function checkNotation(format: NotationFormat): (document: Document) => void {
  return ({ text }) => {
    const blob = { format, bytes: Buffer.from(text, format === 'application/cose' ? 'latin1' : 'utf8') }
    const { verdict, why } = verifyNotation(blob, { subject, now: new Date('2026-06-01') }, usual)
    assert.ok(verdict !== 'pass' && why.endsWith('.'), why)
  }
}
