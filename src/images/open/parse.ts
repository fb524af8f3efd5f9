import type { z } from 'zod'

import { OpenError } from '../blobs/open-error.ts'

/** JSON of an expected shape. @throws OpenError that says what is wrong with it */
export function parseJson<T>(bytes: Buffer, schema: z.ZodType<T>, what: string): T {
  let value: unknown
  try {
    value = JSON.parse(bytes.toString('utf8'))
  } catch {
    throw new OpenError('wrong-manifest', `${what} is no JSON.`)
  }
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const [issue] = result.error.issues
  const place = issue?.path.join('.') ?? ''
  throw new OpenError(
    'wrong-manifest',
    `${what} is not what it should be${place === '' ? '' : ` at ${place}`}: ${issue?.message ?? 'unknown'}.`,
  )
}
