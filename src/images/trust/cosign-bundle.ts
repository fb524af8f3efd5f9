import { createHash } from 'node:crypto'

import { z } from 'zod'

import { parseEnvelope } from './envelope.ts'
import { parseJson } from './json.ts'
import { TrustError } from './result.ts'

/** A layer of what cosign stores beside an image, under `sha256-….sig` or `.att`, with the annotations that prove it. */
export interface CosignLayer {
  readonly bytes: Buffer
  /** Nothing for an envelope, which holds its own. */
  readonly signature?: string
  /** PEM. */
  readonly certificate?: string
  readonly chain?: string
  /** JSON of the entry of Rekor. */
  readonly log?: string
}

/** The bundle that newer versions of cosign would have written in place of a layer with annotations. */
export function bundleOf(layer: CosignLayer): Readonly<Record<string, unknown>> {
  if (layer.log === undefined)
    throw new TrustError('fail', 'No entry of a transparency log comes with the signature.')
  return {
    mediaType: 'application/vnd.dev.sigstore.bundle+json;version=0.1',
    verificationMaterial: { ...signerOf(layer), tlogEntries: [entryOf(layer.log)] },
    ...contentOf(layer),
  }
}

function signerOf({ certificate, chain }: CosignLayer): Readonly<Record<string, unknown>> {
  if (certificate === undefined) return { publicKey: { hint: '' } }
  const certificates = [...derOf(certificate), ...derOf(chain ?? '')].map((rawBytes) => ({ rawBytes }))
  return { x509CertificateChain: { certificates } }
}

/** Base64 of every certificate of a PEM text. */
function derOf(pem: string): string[] {
  const blocks = pem.matchAll(/-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/g)
  return [...blocks].map(([, base64 = '']) => base64.replace(/\s/g, ''))
}

/** What Rekor answered, as cosign keeps it in an annotation. */
const logSchema = z.object({
  SignedEntryTimestamp: z.string(),
  Payload: z.object({
    body: z.string(),
    integratedTime: z.number().int().nonnegative(),
    logIndex: z.number().int().nonnegative(),
    logID: z.string().regex(/^[0-9a-f]{64}$/),
  }),
})

const bodySchema = z.object({ kind: z.string(), apiVersion: z.string() })

function entryOf(log: string): Readonly<Record<string, unknown>> {
  const { SignedEntryTimestamp, Payload } = parseJson(log, logSchema, 'The entry of the log')
  const body = Buffer.from(Payload.body, 'base64').toString('utf8')
  const { kind, apiVersion } = parseJson(body, bodySchema, 'The body of the log’s entry')
  return {
    logIndex: String(Payload.logIndex),
    logId: { keyId: Buffer.from(Payload.logID, 'hex').toString('base64') },
    kindVersion: { kind, version: apiVersion },
    integratedTime: String(Payload.integratedTime),
    inclusionPromise: { signedEntryTimestamp: SignedEntryTimestamp },
    canonicalizedBody: Payload.body,
  }
}

function contentOf({ bytes, signature }: CosignLayer): Readonly<Record<string, unknown>> {
  if (signature === undefined) {
    const { payload, ...envelope } = parseEnvelope(bytes.toString('utf8'))
    return { dsseEnvelope: { ...envelope, payload: payload.toString('base64') } }
  }
  const digest = createHash('sha256').update(bytes).digest('base64')
  return { messageSignature: { messageDigest: { algorithm: 'SHA2_256', digest }, signature } }
}
