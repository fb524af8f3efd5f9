// Bundles of Sigstore: the cases of its own conformance suite, each against the trusted root and the signer it names.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { verifyBundle } from '../../src/images/trust/bundle.ts'
import type { TrustedSigner } from '../../src/images/trust/policy.ts'
import type { TrustResult } from '../../src/images/trust/result.ts'
import { subjectOf } from '../../src/images/trust/subject.ts'
import type { Agreement, Disagreement } from './agreement.ts'
import { shared } from './suites.ts'

const folder = join(shared, 'conformance', 'sigstore')

export function hasSigstore(): boolean {
  return existsSync(folder)
}

export interface BundleCase {
  readonly name: string
  readonly expect: 'pass' | 'fail'
  readonly bundle: string
  readonly artifact: string
  readonly identity: string
  readonly issuer: string
  readonly key: string | null
  readonly trustedRoot: string
}

export function loadBundleCases(): readonly BundleCase[] {
  const index = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')) as { cases: BundleCase[] }
  return index.cases
}

export async function verifyCase(each: BundleCase): Promise<TrustResult> {
  const read = (file: string): string => readFileSync(join(folder, file), 'utf8')
  const isPublic = each.trustedRoot.startsWith('PUBLIC_GOOD')
  const artifact = each.artifact === 'bundle-verify/a.txt' ? 'a.txt' : each.artifact
  return verifyBundle(read(each.bundle), subjectOf(readFileSync(join(folder, artifact))), {
    signers: [signerOf(each, read)],
    transparencyLog: 'required',
    trustedRoot: read(isPublic ? 'public-good-trusted-root.json' : each.trustedRoot),
    demands: ['signature'],
  })
}

function signerOf({ key, identity, issuer }: BundleCase, read: (file: string) => string): TrustedSigner {
  return key === null ? { kind: 'identity', identity, issuer } : { kind: 'key', name: key, pem: read(key) }
}

export async function measureSigstore(): Promise<Agreement> {
  const cases = loadBundleCases()
  const disagreements: Disagreement[] = []
  for (const each of cases) {
    const { verdict, why } = await verifyCase(each)
    if (verdict === each.expect) continue
    const got = `${verdict}: ${why}`
    disagreements.push({
      id: each.name,
      reference: 'sigstore-conformance',
      expect: each.expect,
      got,
      differs: undefined,
    })
  }
  const count = (expect: string): number => cases.filter((each) => each.expect === expect).length
  const wrong = (expect: string): number => disagreements.filter((each) => each.expect === expect).length
  return {
    suite: 'sigstore',
    atLeast: 1,
    inScope: cases.length,
    outOfScope: 0,
    covered: cases.length,
    agreedOnFail: count('fail') - wrong('fail'),
    expectedFail: count('fail'),
    agreedOnPass: count('pass') - wrong('pass'),
    expectedPass: count('pass'),
    uncoveredChecks: [],
    disagreements,
  }
}
