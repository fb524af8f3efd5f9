import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { describe, test } from 'node:test'

import { assert as check, jsonValue, nat, property } from 'fast-check'

import type { TestKey } from '../../../test/certificates.ts'
import {
  envelopeOf,
  key,
  logged,
  otherKey,
  payloadOf,
  policy,
  policyFor,
  provenance,
  signed,
  subject,
  trust,
} from '../../../test/signing.ts'
import type { BundleResult } from './bundle.ts'
import { verifyCosign } from './cosign.ts'
import type { CosignLayer } from './cosign-bundle.ts'
import { digestOf } from './subject.ts'

function signatureOf(bytes: Buffer, by = key): CosignLayer {
  return { bytes, signature: signed(bytes, by.privateKey) }
}

function verdictOf(layer: CosignLayer, under = policy): string {
  return verifyCosign(layer, subject, under).verdict
}

function judge(statement: unknown, by = key): BundleResult {
  return verifyCosign({ bytes: Buffer.from(JSON.stringify(envelopeOf(statement, by))) }, subject, policy)
}

describe('a signature by a key, as cosign stores it', () => {
  test('passes, and says by which key', () =>
    assert.deepEqual(verifyCosign(signatureOf(payloadOf(subject.digest)), subject, policy), {
      verdict: 'pass',
      signer: 'bank.pub',
      why: 'The signature of bank.pub is valid.',
    }))
  for (const kind of ['ed25519', 'rsa'] as const)
    test(`passes by a key of ${kind}`, () => {
      const pair: TestKey =
        kind === 'rsa' ? generateKeyPairSync('rsa', { modulusLength: 2048 }) : generateKeyPairSync('ed25519')
      const layer = signatureOf(payloadOf(subject.digest), pair)
      assert.equal(verdictOf(layer, policyFor(trust('other.pub', pair))), 'pass')
    })
  test('one of several keys is enough', () =>
    assert.equal(
      verdictOf(signatureOf(payloadOf(subject.digest)), policyFor(trust('a', otherKey), trust('b', key))),
      'pass',
    ))
  test('another image fails', () => {
    const { verdict, why } = verifyCosign(signatureOf(payloadOf(digestOf(Buffer.from('x')))), subject, policy)
    assert.deepEqual([verdict, why], ['fail', `What is signed is not about ${subject.digest}.`])
  })
  test('another key fails', () =>
    assert.equal(verdictOf(signatureOf(payloadOf(subject.digest), otherKey)), 'fail'))
  test('a payload of another type fails', () =>
    assert.equal(verdictOf(signatureOf(payloadOf(subject.digest, 'note'))), 'fail'))
})

describe('a signature by a key that does not count', () => {
  test('a log that is demanded and not there fails', () => {
    const layer = signatureOf(payloadOf(subject.digest))
    assert.equal(verdictOf(layer, logged), 'fail')
  })
  test('an entry of a log that is no JSON fails', () =>
    assert.equal(verdictOf({ ...signatureOf(payloadOf(subject.digest)), log: '{' }), 'fail'))
  test('a certificate without a log fails', () =>
    assert.equal(verdictOf({ ...signatureOf(payloadOf(subject.digest)), certificate: '' }), 'fail'))
  test('a file that is no key signs nothing', () =>
    assert.equal(
      verdictOf(signatureOf(payloadOf(subject.digest)), policyFor({ kind: 'key', name: 'k', pem: 'k' })),
      'fail',
    ))
  test('one byte other never passes', () =>
    check(
      property(nat(payloadOf(subject.digest).length - 1), nat(254), (at, by) => {
        const layer = signatureOf(payloadOf(subject.digest))
        const bytes = Buffer.from(layer.bytes)
        bytes[at] = ((bytes[at] ?? 0) + by + 1) & 0xff
        assert.equal(verdictOf({ ...layer, bytes }), 'fail')
      }),
    ))
})

describe('an attestation by a key', () => {
  test('of provenance tells the builder and the sources', () => {
    const { verdict, statement } = judge(provenance)
    assert.equal(verdict, 'pass')
    assert.deepEqual(
      [statement?.kind, statement?.builder, statement?.sources],
      ['provenance', 'https://ci.bank/builder', ['git+https://git.bank/models@refs/heads/main']],
    )
  })
  test('of provenance as SLSA 0.2 writes it', () => {
    const { statement } = judge({
      ...provenance,
      _type: 'https://in-toto.io/Statement/v0.1',
      predicateType: 'https://slsa.dev/provenance/v0.2',
      predicate: { builder: { id: 'b' }, materials: [{ uri: 'git+https://git.bank/m', digest: {} }] },
    })
    assert.deepEqual([statement?.builder, statement?.sources], ['b', ['git+https://git.bank/m']])
  })
  for (const type of [
    'https://spdx.dev/Document',
    'https://spdx.dev/Document/v2.3',
    'https://cyclonedx.org/bom',
  ])
    test(`of ${type}`, () =>
      assert.equal(judge({ ...provenance, predicateType: type }).statement?.kind, 'sbom'))
})

describe('an attestation that does not count', () => {
  test('about another image fails', () =>
    assert.equal(judge({ ...provenance, subject: [{ digest: { sha256: '0'.repeat(64) } }] }).verdict, 'fail'))
  test('about nothing fails', () => assert.equal(judge({ ...provenance, subject: [] }).verdict, 'fail'))
  test('by another key fails, and states nothing', () => {
    const { verdict, statement } = judge(provenance, otherKey)
    assert.deepEqual([verdict, statement], ['fail', undefined])
  })
  test('of another type of payload fails', () => {
    const bytes = Buffer.from(JSON.stringify(envelopeOf(provenance, key, 'text/plain')))
    assert.equal(verifyCosign({ bytes }, subject, policy).verdict, 'fail')
  })
  test('any statement is read to an end', () =>
    check(
      property(jsonValue(), (value) => {
        assert.equal(judge(value).verdict, 'fail')
        assert.equal(judge({ ...provenance, predicate: value }).verdict, 'pass')
      }),
    ))
})
