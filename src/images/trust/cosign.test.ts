import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { describe, test } from 'node:test'

import { assert as check, asyncProperty, jsonValue, nat } from 'fast-check'

import type { TestKey } from '../../../test/certificates.ts'
import {
  envelopeOf,
  key,
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

async function verdictOf(layer: CosignLayer, under = policy): Promise<string> {
  return (await verifyCosign(layer, subject, under)).verdict
}

async function judge(statement: unknown, by = key): Promise<BundleResult> {
  return verifyCosign({ bytes: Buffer.from(JSON.stringify(envelopeOf(statement, by))) }, subject, policy)
}

describe('a signature by a key, as cosign stores it', () => {
  test('passes, and says by which key', async () =>
    assert.deepEqual(await verifyCosign(signatureOf(payloadOf(subject.digest)), subject, policy), {
      verdict: 'pass',
      signer: 'bank.pub',
      why: 'The signature of bank.pub is valid.',
    }))
  for (const kind of ['ed25519', 'rsa'] as const)
    test(`passes by a key of ${kind}`, async () => {
      const pair: TestKey =
        kind === 'rsa' ? generateKeyPairSync('rsa', { modulusLength: 2048 }) : generateKeyPairSync('ed25519')
      const layer = signatureOf(payloadOf(subject.digest), pair)
      assert.equal(await verdictOf(layer, policyFor(trust('other.pub', pair))), 'pass')
    })
  test('one of several keys is enough', async () =>
    assert.equal(
      await verdictOf(
        signatureOf(payloadOf(subject.digest)),
        policyFor(trust('a', otherKey), trust('b', key)),
      ),
      'pass',
    ))
  test('another image fails', async () => {
    const { verdict, why } = await verifyCosign(
      signatureOf(payloadOf(digestOf(Buffer.from('x')))),
      subject,
      policy,
    )
    assert.deepEqual([verdict, why], ['fail', `What is signed is not about ${subject.digest}.`])
  })
  test('another key fails', async () =>
    assert.equal(await verdictOf(signatureOf(payloadOf(subject.digest), otherKey)), 'fail'))
  test('a payload of another type fails', async () =>
    assert.equal(await verdictOf(signatureOf(payloadOf(subject.digest, 'note'))), 'fail'))
})

describe('a signature by a key that does not count', () => {
  test('a log that is demanded and not there fails', async () => {
    const layer = signatureOf(payloadOf(subject.digest))
    assert.equal(await verdictOf(layer, { ...policy, transparencyLog: 'required' }), 'fail')
  })
  test('an entry of a log that is no JSON fails', async () =>
    assert.equal(await verdictOf({ ...signatureOf(payloadOf(subject.digest)), log: '{' }), 'fail'))
  test('a certificate without a log fails', async () =>
    assert.equal(await verdictOf({ ...signatureOf(payloadOf(subject.digest)), certificate: '' }), 'fail'))
  test('a file that is no key signs nothing', async () =>
    assert.equal(
      await verdictOf(
        signatureOf(payloadOf(subject.digest)),
        policyFor({ kind: 'key', name: 'k', pem: 'k' }),
      ),
      'fail',
    ))
  test('one byte other never passes', () =>
    check(
      asyncProperty(nat(payloadOf(subject.digest).length - 1), nat(254), async (at, by) => {
        const layer = signatureOf(payloadOf(subject.digest))
        const bytes = Buffer.from(layer.bytes)
        bytes[at] = ((bytes[at] ?? 0) + by + 1) & 0xff
        assert.equal(await verdictOf({ ...layer, bytes }), 'fail')
      }),
    ))
})

describe('an attestation by a key', () => {
  test('of provenance tells the builder and the sources', async () => {
    const { verdict, statement } = await judge(provenance)
    assert.equal(verdict, 'pass')
    assert.deepEqual(
      [statement?.kind, statement?.builder, statement?.sources],
      ['provenance', 'https://ci.bank/builder', ['git+https://git.bank/models@refs/heads/main']],
    )
  })
  test('of provenance as SLSA 0.2 writes it', async () => {
    const { statement } = await judge({
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
    test(`of ${type}`, async () =>
      assert.equal((await judge({ ...provenance, predicateType: type })).statement?.kind, 'sbom'))
})

describe('an attestation that does not count', () => {
  test('about another image fails', async () =>
    assert.equal(
      (await judge({ ...provenance, subject: [{ digest: { sha256: '0'.repeat(64) } }] })).verdict,
      'fail',
    ))
  test('about nothing fails', async () =>
    assert.equal((await judge({ ...provenance, subject: [] })).verdict, 'fail'))
  test('by another key fails, and states nothing', async () => {
    const { verdict, statement } = await judge(provenance, otherKey)
    assert.deepEqual([verdict, statement], ['fail', undefined])
  })
  test('of another type of payload fails', async () => {
    const bytes = Buffer.from(JSON.stringify(envelopeOf(provenance, key, 'text/plain')))
    assert.equal((await verifyCosign({ bytes }, subject, policy)).verdict, 'fail')
  })
  test('any statement is read to an end', () =>
    check(
      asyncProperty(jsonValue(), async (value) => {
        assert.equal((await judge(value)).verdict, 'fail')
        assert.equal((await judge({ ...provenance, predicate: value })).verdict, 'pass')
      }),
    ))
})
