import type { z } from 'zod'

import { TrustError } from './result.ts'

/** Attestations carry whole bills of materials. */
export const longestJson: number = 16 * 1024 * 1024

/** JSON of an expected shape. @throws TrustError */
export function parseJson<T>(text: string, schema: z.ZodType<T>, what: string): T {
  if (text.length > longestJson) throw new TrustError('fail', `${what} is longer than 16 MB.`)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new TrustError('fail', `${what} is no JSON.`)
  }
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const [fault] = result.error.issues
  const place = (fault?.path ?? []).join('.')
  throw new TrustError('fail', `${what} is not what it should be at ${place === '' ? 'its root' : place}.`)
}
