import { z } from 'zod'

import { parseJson } from './json.ts'
import { TrustError } from './result.ts'
import { statementType } from './statement.ts'

export interface Envelope {
  readonly payloadType: string
  readonly payload: Buffer
  readonly signatures: readonly { readonly sig: string; readonly keyid?: string | undefined }[]
}

const mostSignatures = 32
const schema = z.object({
  payloadType: z.string().max(200),
  payload: z.string(),
  signatures: z
    .array(z.object({ sig: z.string(), keyid: z.string().optional() }))
    .min(1)
    .max(mostSignatures),
})

/** An envelope around a statement (secure-systems-lab/dsse, envelope.md). @throws TrustError */
export function parseEnvelope(text: string): Envelope {
  const { payload, ...envelope } = parseJson(text, schema, 'The envelope')
  if (envelope.payloadType !== statementType)
    throw new TrustError('fail', 'What the envelope holds is no statement about an artifact.')
  return { ...envelope, payload: Buffer.from(payload, 'base64') }
}

/** What a signature of an envelope is made over (secure-systems-lab/dsse, protocol.md). */
export function preAuthEncoding(payloadType: string, payload: Buffer): Buffer {
  const type = Buffer.from(payloadType, 'utf8')
  return Buffer.concat([
    Buffer.from(`DSSEv1 ${type.length} `),
    type,
    Buffer.from(` ${payload.length} `),
    payload,
  ])
}
