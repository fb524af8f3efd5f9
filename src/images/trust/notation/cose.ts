import { decode, encode } from 'cborg'

import { TrustError } from '../result.ts'
import { headers, type NotationSignature } from './signature.ts'

/** RFC 9053 §2.1, RFC 8230 §2: how COSE numbers what JOSE names. */
const algorithms: ReadonlyMap<unknown, string> = new Map([
  [-7, 'ES256'],
  [-35, 'ES384'],
  [-36, 'ES512'],
  [-37, 'PS256'],
  [-38, 'PS384'],
  [-39, 'PS512'],
])

/** RFC 9052 §3.1, RFC 9360 §2. */
const labels = { algorithm: 1, critical: 2, contentType: 3, chain: 33 } as const
const mostCertificates = 16

/** Reads a COSE_Sign1 envelope (notaryproject, signature-envelope-cose.md; RFC 9052 §4.2). @throws TrustError */
export function parseCose(bytes: Buffer): NotationSignature {
  const [protectedBytes, unprotected, payload, signature] = messageOf(bytes)
  const known = decodeCbor(protectedBytes)
  if (!(known instanceof Map)) throw malformed('its protected header is no map')
  return {
    algorithm: algorithms.get(known.get(labels.algorithm)) ?? 'an algorithm that is not known',
    contentType: known.get(labels.contentType),
    critical: listOf(known.get(labels.critical)).map(String),
    scheme: known.get(headers.scheme),
    ...time('authenticTime', known.get(headers.authenticTime)),
    ...time('expiry', known.get(headers.expiry)),
    hasTimestamp: unprotected.has(headers.timestamp),
    certificates: certificatesIn(unprotected.get(labels.chain)),
    payload,
    signed: Buffer.from(encode(['Signature1', protectedBytes, new Uint8Array(), payload])),
    signature,
  }
}

type Message = readonly [
  known: Buffer,
  unprotected: ReadonlyMap<unknown, unknown>,
  payload: Buffer,
  signature: Buffer,
]

function messageOf(bytes: Buffer): Message {
  const message = decodeCbor(bytes)
  if (!(message instanceof Sign1) || !Array.isArray(message.value) || message.value.length !== 4)
    throw malformed('it is no COSE_Sign1')
  const [known, unprotected, payload, signature] = message.value as readonly unknown[]
  if (!(unprotected instanceof Map)) throw malformed('its unprotected header is no map')
  return [bytesOf(known), unprotected, bytesOf(payload), bytesOf(signature)]
}

/** What stands under tag 18 (RFC 9052 §4.2). */
class Sign1 {
  readonly value: unknown

  constructor(value: unknown) {
    this.value = value
  }
}

function decodeCbor(bytes: Uint8Array): unknown {
  try {
    return decode(bytes, {
      useMaps: true,
      rejectDuplicateMapKeys: true,
      allowIndefinite: false,
      allowUndefined: false,
      tags: { 1: (content) => content(), 18: (content) => new Sign1(content()) },
    })
  } catch {
    throw malformed('it is no CBOR')
  }
}

function malformed(why: string): TrustError {
  return new TrustError('fail', `The signature is not what it should be: ${why}.`)
}

function bytesOf(value: unknown): Buffer {
  if (!(value instanceof Uint8Array)) throw malformed('bytes are missing')
  return Buffer.from(value)
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function certificatesIn(chain: unknown): Buffer[] {
  // RFC 9360 §2: a single certificate stands there by itself.
  const certificates = chain instanceof Uint8Array ? [chain] : listOf(chain)
  if (certificates.length === 0 || certificates.length > mostCertificates)
    throw malformed('it comes with no certificate, or with too many')
  return certificates.map(bytesOf)
}

/** Seconds since 1970 (RFC 8949 §3.4.2). */
function time(name: 'authenticTime' | 'expiry', seconds: unknown): { readonly [key in typeof name]?: Date } {
  if (seconds === undefined) return {}
  const date = new Date(Number(seconds) * 1000)
  if (typeof seconds !== 'number' || Number.isNaN(date.getTime()))
    throw malformed('it holds a time that is none')
  return { [name]: date }
}
