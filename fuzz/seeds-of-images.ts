// Where mutations of what images hold start: files with secrets, signatures. None of them is real.
import { encode } from 'cborg'

import { secretShapes } from '../src/knowledge/secret-shapes/all.ts'

const filler = 'aB3dE6gH9jK2mN5pQ8sT1vW4yZ7'.repeat(4)

export const secretTexts: readonly string[] = [
  ...secretShapes.flatMap(({ marks }) => marks.map((mark) => `export X_TOKEN="${mark}${filler}"\n`)),
  `machine huggingface.co login bot password ${filler}\n`,
  `curl -u bot:${filler} -H "Authorization: Bearer ${filler}" https://bot:${filler}@host/\n`,
  JSON.stringify({ auths: { 'r.io': { auth: Buffer.from(`bot:${filler}`).toString('base64') } } }),
  `-----BEGIN ${'RSA'} PRIVATE KEY-----\n${filler}\n-----END RSA PRIVATE KEY-----\n`,
  JSON.stringify({ cells: [{ source: [`password = "${filler}"\n`], outputs: [{ text: [filler] }] }] }),
]

const base64 = (text: string): string => Buffer.from(text).toString('base64')
const zeros = base64('\0'.repeat(32))

const entry = {
  logIndex: '1',
  logId: { keyId: zeros },
  kindVersion: { kind: 'hashedrekord', version: '0.0.1' },
  integratedTime: '1700000000',
  inclusionPromise: { signedEntryTimestamp: zeros },
  inclusionProof: {
    logIndex: '1',
    rootHash: zeros,
    treeSize: '2',
    hashes: [zeros],
    checkpoint: { envelope: `log.example\n2\n${zeros}\n\n\u2014 log.example ${zeros}\n` },
  },
  canonicalizedBody: base64(
    '{"apiVersion":"0.0.1","kind":"hashedrekord","spec":{"signature":{"content":""}}}',
  ),
}

const statement = {
  _type: 'https://in-toto.io/Statement/v1',
  subject: [{ name: 'a', digest: { sha256: '0'.repeat(64) } }],
  predicateType: 'https://slsa.dev/provenance/v1',
  predicate: { runDetails: { builder: { id: 'a' } } },
}
const dsseEnvelope = {
  payloadType: 'application/vnd.in-toto+json',
  payload: base64(JSON.stringify(statement)),
  signatures: [{ sig: zeros, keyid: '' }],
}
const messageSignature = { messageDigest: { algorithm: 'SHA2_256', digest: zeros }, signature: zeros }
const byKey = { publicKey: { hint: 'h' }, tlogEntries: [entry] }
const byCertificate = {
  certificate: { rawBytes: zeros },
  tlogEntries: [entry],
  timestampVerificationData: { rfc3161Timestamps: [{ signedTimestamp: zeros }] },
}
const newer = 'application/vnd.dev.sigstore.bundle.v0.3+json'
const older = 'application/vnd.dev.sigstore.bundle+json;version=0.1'
const chain = { x509CertificateChain: { certificates: [{ rawBytes: zeros }] }, tlogEntries: [entry] }

export const bundles: readonly unknown[] = [
  { mediaType: newer, verificationMaterial: byKey, dsseEnvelope },
  { mediaType: newer, verificationMaterial: { ...byKey, tlogEntries: [] }, messageSignature },
  { mediaType: newer, verificationMaterial: byCertificate, messageSignature },
  { mediaType: older, verificationMaterial: chain, messageSignature },
]

const header = {
  alg: 'ES256',
  cty: 'application/vnd.cncf.notary.payload.v1+json',
  crit: ['io.cncf.notary.signingScheme', 'io.cncf.notary.expiry'],
  'io.cncf.notary.signingScheme': 'notary.x509',
  'io.cncf.notary.expiry': '2027-01-01T00:00:00Z',
}
const payload = JSON.stringify({ targetArtifact: { digest: `sha256:${'0'.repeat(64)}` } })
const base64Url = (text: string): string => Buffer.from(text).toString('base64url')

export const jwsSignatures: readonly unknown[] = [
  {
    payload: base64Url(payload),
    protected: base64Url(JSON.stringify(header)),
    signature: base64Url('\0'.repeat(64)),
    header: { x5c: [zeros], 'io.cncf.notary.signingAgent': 'a' },
  },
]

const known = encode(
  new Map<unknown, unknown>([
    [1, -7],
    [2, header.crit],
    [3, header.cty],
    ['io.cncf.notary.signingScheme', 'notary.x509'],
    ['io.cncf.notary.expiry', 1_800_000_000],
  ]),
)
const message = [known, new Map([[33, [Buffer.alloc(40)]]]), Buffer.from(payload), Buffer.alloc(64)]

/** One character a byte. */
export const coseSignatures: readonly string[] = [
  Buffer.concat([Buffer.from([0xd2]), encode(message)]).toString('latin1'),
  Buffer.from('d2845f', 'hex').toString('latin1'),
]
