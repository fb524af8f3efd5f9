import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { assert as check, asyncProperty, jsonValue, string } from 'fast-check'

import {
  bundleOf,
  key,
  manifest,
  otherKey,
  policy,
  policyFor,
  signed,
  subject,
  trust,
} from '../../../test/signing.ts'
import { type BundleResult, verifyBundle } from './bundle.ts'
import { subjectOf } from './subject.ts'

async function judge(bundle: unknown, under = policy): Promise<BundleResult> {
  return verifyBundle(JSON.stringify(bundle), { digest: subject.digest }, under)
}

const entry = {
  logIndex: '1',
  logId: { keyId: 'AAAA' },
  kindVersion: { kind: 'dsse', version: '0.0.1' },
  integratedTime: '1',
  canonicalizedBody: 'AAAA',
}
function logged(checkpoint: string, count = 1): Readonly<Record<string, unknown>> {
  const inclusionProof = {
    logIndex: '1',
    rootHash: 'AAAA',
    treeSize: '2',
    hashes: [],
    checkpoint: { envelope: checkpoint },
  }
  const tlogEntries = Array.from({ length: count }, () => ({ ...entry, inclusionProof }))
  return bundleOf({ verificationMaterial: { publicKey: { hint: 'h' }, tlogEntries } })
}

describe('a bundle by a key', () => {
  test('passes', async () => {
    const { verdict, signer, statement } = await judge(bundleOf())
    assert.deepEqual([verdict, signer, statement?.kind], ['pass', 'bank.pub', 'provenance'])
  })
  test('over the artifact itself passes', async () => {
    const digest = Buffer.from(subject.digest.slice(7), 'hex').toString('base64')
    const messageSignature = {
      messageDigest: { algorithm: 'SHA2_256', digest },
      signature: signed(manifest, key.privateKey),
    }
    const text = JSON.stringify(bundleOf({ dsseEnvelope: undefined, messageSignature }))
    assert.equal((await verifyBundle(text, subject, policy)).verdict, 'pass')
    assert.equal((await verifyBundle(text, { digest: subject.digest }, policy)).verdict, 'unknown')
    assert.equal((await verifyBundle(text, subjectOf(Buffer.from('x')), policy)).verdict, 'fail')
  })
  test('a log that is demanded needs a trusted root', async () =>
    assert.equal((await judge(bundleOf(), { ...policy, transparencyLog: 'required' })).verdict, 'unknown'))
  test('another key fails', async () =>
    assert.equal((await judge(bundleOf(), policyFor(trust('other', otherKey)))).verdict, 'fail'))
  test('whoever trusts identities only trusts no key', async () => {
    const signers = [{ kind: 'identity', identity: 'a', issuer: 'b' } as const]
    assert.equal((await judge(bundleOf(), { ...policy, signers })).verdict, 'fail')
  })
})

describe('a hostile bundle', () => {
  test('a checkpoint signed by a pattern that never ends fails', async () =>
    assert.match((await judge(logged('a\n\n\u2014 (.*)*(.*)*x AAAA\n'))).why, /without a proper name/))
  test('more entries than anybody writes fail', async () =>
    assert.match((await judge(logged('a', 33))).why, /more than 32/))
  test('any text and any JSON is read to an end', () =>
    check(
      asyncProperty(string(), jsonValue(), async (text, value) => {
        assert.notEqual((await verifyBundle(text, subject, policy)).verdict, 'pass')
        assert.notEqual((await judge(value)).verdict, 'pass')
        assert.notEqual((await judge(bundleOf({ verificationMaterial: value }))).verdict, 'pass')
      }),
    ))
})
