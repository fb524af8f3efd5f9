import { z } from 'zod'

import { parseJson } from '../json.ts'
import { TrustError } from '../result.ts'
import { headers, type NotationSignature } from './signature.ts'

const mostCertificates = 16
const base64Url = z.string().regex(/^[A-Za-z0-9_-]*$/)

const envelopeSchema = z.object({
  payload: base64Url,
  protected: base64Url,
  signature: base64Url,
  header: z
    .record(z.string(), z.unknown())
    .and(z.object({ x5c: z.array(z.string()).min(1).max(mostCertificates) })),
})

const protectedSchema = z.object({
  alg: z.string(),
  cty: z.unknown(),
  crit: z.array(z.string()),
  [headers.scheme]: z.unknown(),
  [headers.expiry]: z.string().optional(),
  [headers.authenticTime]: z.string().optional(),
})

/** Reads a JWS envelope (notaryproject, signature-envelope-jws.md; RFC 7515 §7.2.2). @throws TrustError */
export function parseJws(text: string): NotationSignature {
  const envelope = parseJson(text, envelopeSchema, 'The signature')
  const header = Buffer.from(envelope.protected, 'base64url').toString('utf8')
  const known = parseJson(header, protectedSchema, 'The protected header')
  return {
    algorithm: known.alg,
    contentType: known.cty,
    critical: known.crit,
    scheme: known[headers.scheme],
    ...time('authenticTime', known[headers.authenticTime]),
    ...time('expiry', known[headers.expiry]),
    hasTimestamp: Object.hasOwn(envelope.header, headers.timestamp),
    certificates: envelope.header.x5c.map((der) => Buffer.from(der, 'base64')),
    payload: Buffer.from(envelope.payload, 'base64url'),
    signed: Buffer.from(`${envelope.protected}.${envelope.payload}`),
    signature: Buffer.from(envelope.signature, 'base64url'),
  }
}

function time(
  name: 'authenticTime' | 'expiry',
  text: string | undefined,
): { readonly [key in typeof name]?: Date } {
  if (text === undefined) return {}
  const date = new Date(text)
  // RFC 3339: a day alone, or a time that belongs to no zone, is none.
  if (!/T.{0,40}(?:Z|[+-]\d\d:\d\d)$/i.test(text) || Number.isNaN(date.getTime()))
    throw new TrustError(
      'fail',
      'The protected header is not what it should be: it holds a time that is none.',
    )
  return { [name]: date }
}
