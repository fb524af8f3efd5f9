// Bundles of Sigstore: the cases of its own conformance suite, each against the trusted root and the signer it names.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import type { CosignLayer } from '../../src/images/trust/cosign-bundle.ts'
import { verifyBundle } from '../../src/images/trust/bundle.ts'
import type { TrustedSigner, TrustPolicy } from '../../src/images/trust/policy.ts'
import type { TrustResult } from '../../src/images/trust/result.ts'
import { subjectOf } from '../../src/images/trust/subject.ts'
import { pemOf } from '../certificates.ts'
import { loadSigstore } from '../../src/images/trust/sigstore.ts'
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

function readText(file: string): string {
  return readFileSync(join(folder, file), 'utf8')
}

const sigstore = await loadSigstore()

export function verifyCase(each: BundleCase, text: string = readText(each.bundle)): TrustResult {
  const isPublic = each.trustedRoot.startsWith('PUBLIC_GOOD')
  const artifact = each.artifact === 'bundle-verify/a.txt' ? 'a.txt' : each.artifact
  const policy: TrustPolicy = {
    signers: [signerOf(each)],
    transparencyLog: 'required',
    trustedRoot: readText(isPublic ? 'public-good-trusted-root.json' : each.trustedRoot),
    demands: ['signature'],
  }
  return verifyBundle(text, subjectOf(readFileSync(join(folder, artifact))), { policy, sigstore })
}

interface ClassicBundle {
  readonly verificationMaterial: {
    readonly x509CertificateChain?: { readonly certificates: readonly { readonly rawBytes: string }[] }
    readonly tlogEntries: readonly {
      readonly canonicalizedBody: string
      readonly integratedTime: string
      readonly logIndex: string
      readonly logId: { readonly keyId: string }
      readonly inclusionPromise: { readonly signedEntryTimestamp: string }
    }[]
  }
  readonly messageSignature: { readonly signature: string }
}

/** The annotations that cosign would have written in place of a bundle with a promise of the log. */
export function classicLayer(each: BundleCase): CosignLayer {
  const bundle = JSON.parse(readFileSync(join(folder, each.bundle), 'utf8')) as ClassicBundle
  const { x509CertificateChain, tlogEntries } = bundle.verificationMaterial
  const [entry] = tlogEntries
  const Payload = {
    body: entry?.canonicalizedBody,
    integratedTime: Number(entry?.integratedTime),
    logIndex: Number(entry?.logIndex),
    logID: Buffer.from(entry?.logId.keyId ?? '', 'base64').toString('hex'),
  }
  const der = x509CertificateChain?.certificates[0]?.rawBytes
  return {
    bytes: readFileSync(join(folder, 'a.txt')),
    signature: bundle.messageSignature.signature,
    ...(der === undefined ? {} : { certificate: pemOf(Buffer.from(der, 'base64')) }),
    log: JSON.stringify({ SignedEntryTimestamp: entry?.inclusionPromise.signedEntryTimestamp, Payload }),
  }
}

function signerOf({ key, identity, issuer }: BundleCase): TrustedSigner {
  return key === null
    ? { kind: 'identity', identity, issuer }
    : { kind: 'key', name: key, pem: readText(key) }
}

export function measureSigstore(): Agreement {
  const cases = loadBundleCases()
  const disagreements: Disagreement[] = []
  for (const each of cases) {
    const { verdict, why } = verifyCase(each)
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
