import { RE2JS } from 're2js'
import { z } from 'zod'

import type { TrustedSigner, TrustPolicy } from './policy.ts'

/** A policy as its file states it: keys and certificates are named, and stand in files beside it. */
const identity = z.strictObject({ identity: z.string().min(1), issuer: z.string().min(1) })
const identityPattern = z.strictObject({ identityPattern: z.string().min(1), issuer: z.string().min(1) })
const key = z.strictObject({ key: z.string().min(1) })
const certificates = z.strictObject({
  certificates: z.string().min(1),
  store: z.enum(['ca', 'signing-authority']).default('ca'),
  subject: z.array(z.string()).default([]),
})
const signer = z.union([identity, identityPattern, key, certificates])
type Signer = z.infer<typeof signer>

const schema = z.strictObject({
  signers: z.array(signer).min(1).max(100),
  transparencyLog: z.enum(['required', 'optional']).default('required'),
  trustedRoot: z.string().optional(),
  demands: z.array(z.string().min(1)).min(1).max(100).default(['signature']),
})

/** A policy that cannot be used; its message says what is wrong with it. */
export class PolicyError extends Error {}

/** Makes a policy of what its file states. `read` gives the files that it names. @throws PolicyError */
export function parsePolicy(stated: unknown, read: (file: string) => string | undefined): TrustPolicy {
  const result = schema.safeParse(stated)
  if (!result.success) throw new PolicyError(faultOf(result.error))
  const { signers, trustedRoot, ...policy } = result.data
  const need = (file: string): string => {
    const text = read(file)
    if (text === undefined) throw new PolicyError(`The policy names ${file}, which cannot be read.`)
    return text
  }
  return {
    ...policy,
    signers: signers.map((each) => signerOf(each, need)),
    ...(trustedRoot === undefined ? {} : { trustedRoot: need(trustedRoot) }),
  }
}

function faultOf({ issues: [fault] }: z.ZodError): string {
  const place = (fault?.path ?? []).join('.')
  const what = place.startsWith('signers.')
    ? 'a signer is an identity or an identityPattern with its issuer, a key, or certificates'
    : (fault?.message ?? 'it is not what it should be')
  return `The policy is not right${place === '' ? '' : ` at ${place}`}: ${what}.`
}

function signerOf(stated: Signer, need: (file: string) => string): TrustedSigner {
  if ('key' in stated) return { kind: 'key', name: stated.key, pem: need(stated.key) }
  if ('certificates' in stated) {
    const { certificates: name, ...others } = stated
    return { kind: 'certificate', name, pem: need(name), ...others }
  }
  if ('identity' in stated) return { kind: 'identity', ...stated }
  return { kind: 'identity', issuer: stated.issuer, identity: { pattern: checked(stated.identityPattern) } }
}

function checked(pattern: string): string {
  try {
    RE2JS.compile(pattern)
    return pattern
  } catch {
    throw new PolicyError(`The policy names a pattern that is none: ${pattern}.`)
  }
}
