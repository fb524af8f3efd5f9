import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { assert as check, jsonValue, property, string } from 'fast-check'

import {
  bundleOf,
  key,
  logged,
  manifest,
  otherKey,
  policy,
  policyFor,
  signed,
  subject,
  trust,
  trustIn,
} from '../../../test/signing.ts'
import { type BundleResult, verifyBundle } from './bundle.ts'
import { subjectOf } from './subject.ts'

function judge(bundle: unknown, under = policy): BundleResult {
  return verifyBundle(JSON.stringify(bundle), { digest: subject.digest }, under)
}

const entry = {
  logIndex: '1',
  logId: { keyId: 'AAAA' },
  kindVersion: { kind: 'dsse', version: '0.0.1' },
  integratedTime: '1',
  canonicalizedBody: 'AAAA',
}
function inLog(checkpoint: string, count = 1): Readonly<Record<string, unknown>> {
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
  test('passes', () => {
    const { verdict, signer, statement } = judge(bundleOf())
    assert.deepEqual([verdict, signer, statement?.kind], ['pass', 'bank.pub', 'provenance'])
  })
  test('over the artifact itself passes', () => {
    const digest = Buffer.from(subject.digest.slice(7), 'hex').toString('base64')
    const messageSignature = {
      messageDigest: { algorithm: 'SHA2_256', digest },
      signature: signed(manifest, key.privateKey),
    }
    const text = JSON.stringify(bundleOf({ dsseEnvelope: undefined, messageSignature }))
    assert.equal(verifyBundle(text, subject, policy).verdict, 'pass')
    assert.equal(verifyBundle(text, { digest: subject.digest }, policy).verdict, 'unknown')
    assert.equal(verifyBundle(text, subjectOf(Buffer.from('x')), policy).verdict, 'fail')
  })
  test('a log that is demanded needs a trusted root', () =>
    assert.equal(judge(bundleOf(), logged).verdict, 'unknown'))
  test('another key fails', () =>
    assert.equal(judge(bundleOf(), policyFor(trust('other', otherKey))).verdict, 'fail'))
  test('whoever trusts identities only trusts no key', () => {
    const signers = [{ kind: 'identity', identity: 'a', issuer: 'b' } as const]
    assert.equal(judge(bundleOf(), trustIn({ signers })).verdict, 'fail')
  })
})

describe('a hostile bundle', () => {
  test('a checkpoint signed by a pattern that never ends fails', () =>
    assert.match(judge(inLog('a\n\n\u2014 (.*)*(.*)*x AAAA\n')).why, /without a proper name/))
  test('more entries than anybody writes fail', () => assert.match(judge(inLog('a', 33)).why, /more than 32/))
  test('any text and any JSON is read to an end', () =>
    check(
      property(string(), jsonValue(), (text, value) => {
        assert.notEqual(verifyBundle(text, subject, policy).verdict, 'pass')
        assert.notEqual(judge(value).verdict, 'pass')
        assert.notEqual(judge(bundleOf({ verificationMaterial: value })).verdict, 'pass')
      }),
    ))
})
