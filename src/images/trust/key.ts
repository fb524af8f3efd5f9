import { createPublicKey, type KeyObject } from 'node:crypto'

import type { KeySigner } from './policy.ts'
import { TrustError } from './result.ts'

/** @throws TrustError */
export function keyOf({ name, pem }: Pick<KeySigner, 'name' | 'pem'>): KeyObject {
  try {
    return createPublicKey(pem)
  } catch {
    throw new TrustError('fail', `${name} is no public key, so that nothing is signed by it.`)
  }
}
