import { createHash } from 'node:crypto'

import { parseDigest } from './digest.ts'
import { OpenError } from './open-error.ts'

/** Bytes that are what their digest says. @throws OpenError where they are not */
export function verified(bytes: Buffer, text: string, what: string): Buffer {
  const digest = parseDigest(text)
  if (digest === undefined)
    throw new OpenError(
      'wrong-manifest',
      `${what} has a digest that cannot be verified: ${text.slice(0, 80)}.`,
    )
  const actual = createHash(digest.algorithm).update(bytes).digest('hex')
  if (actual !== digest.hex)
    throw new OpenError(
      'wrong-digest',
      `${what} is not what its digest says: ${text} is named, ${digest.algorithm}:${actual} is there.`,
    )
  return bytes
}
