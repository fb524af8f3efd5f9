import assert from 'node:assert/strict'
import { constants, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { describe, test } from 'node:test'

import { encode } from 'cborg'
import { assert as check, property, nat, string, uint8Array } from 'fast-check'

import {
  certify,
  codeSigning,
  ecKey,
  serverAuthentication,
  type TestKey,
} from '../../../../test/certificates.ts'
import type { CertificateSigner, TrustPolicy } from '../policy.ts'
import type { TrustResult } from '../result.ts'
import { digestOf } from '../subject.ts'
import type { NotationFormat } from './verify.ts'
import { verifyNotation } from './verify.ts'

const now = new Date('2026-06-01T00:00:00Z')
const manifest = Buffer.from('{"schemaVersion":2}')
const subject = { digest: digestOf(manifest) }

const root = certify({ name: 'O=Bank,CN=root', isAuthority: true })
const between = certify({ name: 'O=Bank,CN=between', issuer: root, isAuthority: true })
const signer = { name: 'C=DE,O=Bank,CN=model signer', issuer: between, purposes: [codeSigning] }
const leaf = certify(signer)
const chain = [leaf, between, root].map(({ der }) => der)

const store: CertificateSigner = {
  kind: 'certificate',
  name: 'bank.pem',
  pem: root.pem,
  store: 'ca',
  subject: [],
}

function policyOf(change: Partial<CertificateSigner> = {}): TrustPolicy {
  return { signers: [{ ...store, ...change }], transparencyLog: 'optional', demands: ['signature'] }
}

const scheme = 'io.cncf.notary.signingScheme'
const expiry = 'io.cncf.notary.expiry'
const authenticTime = 'io.cncf.notary.authenticSigningTime'
const payloadType = 'application/vnd.cncf.notary.payload.v1+json'

interface Making {
  readonly key?: TestKey
  readonly algorithm?: string
  readonly chain?: readonly Buffer[]
  readonly headers?: Readonly<Record<string, unknown>>
  readonly critical?: readonly string[]
  readonly digest?: string
  readonly unsigned?: Readonly<Record<string, unknown>>
}

function signWith(algorithm: string, data: Buffer, key: KeyObject): Buffer {
  const hash = `sha${algorithm.slice(2)}`
  return algorithm.startsWith('PS')
    ? sign(hash, data, {
        key,
        padding: constants.RSA_PKCS1_PSS_PADDING,
        saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
      })
    : sign(hash, data, { key, dsaEncoding: 'ieee-p1363' })
}

function payloadOf({ digest = subject.digest }: Making): Buffer {
  return Buffer.from(JSON.stringify({ targetArtifact: { digest, size: 19, mediaType: 'x' } }))
}

function jws(making: Making = {}): Buffer {
  const { key = leaf, algorithm = 'ES256', critical = [scheme] } = making
  const header = {
    alg: algorithm,
    cty: payloadType,
    crit: critical,
    [scheme]: 'notary.x509',
    ...making.headers,
  }
  const known = Buffer.from(JSON.stringify(header)).toString('base64url')
  const payload = payloadOf(making).toString('base64url')
  const signature = signWith(algorithm, Buffer.from(`${known}.${payload}`), key.privateKey)
  const x5c = (making.chain ?? chain).map((der) => der.toString('base64'))
  return Buffer.from(
    JSON.stringify({
      payload,
      protected: known,
      signature: signature.toString('base64url'),
      header: { x5c, ...making.unsigned },
    }),
  )
}

const numbers: Readonly<Record<string, number>> = {
  ES256: -7,
  ES384: -35,
  ES512: -36,
  PS256: -37,
  PS384: -38,
}

function cose(making: Making = {}): Buffer {
  const { key = leaf, algorithm = 'ES256', critical = [scheme] } = making
  const header = new Map<unknown, unknown>([
    [1, numbers[algorithm]],
    [2, critical],
    [3, payloadType],
    [scheme, 'notary.x509'],
    ...Object.entries(making.headers ?? {}),
  ])
  const known = encode(header)
  const payload = payloadOf(making)
  const signed = Buffer.from(encode(['Signature1', known, new Uint8Array(), payload]))
  const message = [
    known,
    new Map<unknown, unknown>([[33, making.chain ?? chain], ...Object.entries(making.unsigned ?? {})]),
    payload,
    signWith(algorithm, signed, key.privateKey),
  ]
  return Buffer.concat([Buffer.from([0xd2]), encode(message)])
}

function verify(
  bytes: Buffer,
  { policy = policyOf(), format = 'application/jose+json' as NotationFormat, at = now } = {},
): TrustResult {
  return verifyNotation({ format, bytes }, { subject, now: at }, policy)
}

type Judge = (making: Making, policy?: TrustPolicy) => string

function judgeOf(format: NotationFormat, make: (making?: Making) => Buffer): Judge {
  return (making, policy = policyOf()) => verify(make(making), { policy, format }).verdict
}

const makers: readonly (readonly [NotationFormat, (making?: Making) => Buffer])[] = [
  ['application/jose+json', jws],
  ['application/cose', cose],
]

for (const [format, make] of makers)
  describe(`${format}: what counts`, () => {
    const judge = judgeOf(format, make)
    test('a signature of a trusted chain passes, and says whose it is', () =>
      assert.deepEqual(verify(make(), { format }), {
        verdict: 'pass',
        signer: 'C=DE, O=Bank, CN=model signer',
        issuer: 'O=Bank, CN=between',
        why: 'The signature of C=DE, O=Bank, CN=model signer is valid.',
      }))

    for (const [algorithm, curve] of [
      ['ES384', 'P-384'],
      ['ES512', 'P-521'],
    ] as const)
      test(`${algorithm} passes`, () => {
        const other = certify({ ...signer, key: ecKey(curve) })
        assert.equal(judge({ key: other, algorithm, chain: [other.der, between.der] }), 'pass')
      })

    for (const [algorithm, modulusLength] of [
      ['PS256', 2048],
      ['PS384', 3072],
    ] as const)
      test(`${algorithm} passes`, () => {
        const other = certify({ ...signer, key: generateKeyPairSync('rsa', { modulusLength }) })
        assert.equal(judge({ key: other, algorithm, chain: [other.der, between.der] }), 'pass')
      })
  })

for (const [format, make] of makers)
  describe(`${format}: who does not count`, () => {
    const judge = judgeOf(format, make)
    test('another artifact fails', () =>
      assert.equal(judge({ digest: digestOf(Buffer.from('other')) }), 'fail'))
    test('a key that is not that of the certificate fails', () =>
      assert.equal(judge({ key: ecKey() }), 'fail'))
    test('an unknown authority fails', () => {
      const other = certify({ name: root.name, isAuthority: true })
      assert.equal(judge({}, policyOf({ pem: other.pem })), 'fail')
    })
    test('a chain that breaks fails', () => assert.equal(judge({ chain: [leaf.der, root.der] }), 'fail'))
    test('a certificate that is no authority issues nothing', () => {
      const other = certify({ ...signer, issuer: leaf })
      assert.equal(judge({ key: other, chain: [other.der, ...chain] }), 'fail')
    })
    test('a certificate for servers signs no code', () => {
      const other = certify({ ...signer, purposes: [serverAuthentication] })
      assert.equal(judge({ key: other, chain: [other.der, between.der] }), 'fail')
    })
  })

for (const [format, make] of makers)
  describe(`${format}: when and how`, () => {
    const judge = judgeOf(format, make)
    test('an expired certificate fails', () => {
      const other = certify({ ...signer, to: '2025-01-01' })
      assert.equal(judge({ key: other, chain: [other.der, between.der] }), 'fail')
    })
    test('an expired certificate with a timestamp is not known', () => {
      const other = certify({ ...signer, to: '2025-01-01' })
      const unsigned = { 'io.cncf.notary.timestampSignature': 'AAAA' }
      assert.equal(judge({ key: other, chain: [other.der, between.der], unsigned }), 'unknown')
    })
    test('a subject that a policy asks for', () => {
      assert.equal(judge({}, policyOf({ subject: ['O=Bank', 'C=DE'] })), 'pass')
      assert.equal(judge({}, policyOf({ subject: ['O=Bank', 'C=FR'] })), 'fail')
    })
    test('a header that has to be understood and is not', () =>
      assert.equal(judge({ critical: [scheme, 'io.cncf.notary.verificationPlugin'] }), 'unknown'))
    test('a scheme that is not marked as critical fails', () => assert.equal(judge({ critical: [] }), 'fail'))
    test('a scheme that nobody knows', () =>
      assert.equal(judge({ headers: { [scheme]: 'notary.x510' } }), 'unknown'))
    test('an algorithm that does not go with the key fails', () => {
      const other = certify({ ...signer, key: ecKey('P-384') })
      assert.equal(judge({ key: other, algorithm: 'ES256', chain: [other.der, between.der] }), 'fail')
    })
    test('whoever trusts keys only trusts no certificate', () => {
      const policy: TrustPolicy = { ...policyOf(), signers: [{ kind: 'key', name: 'k', pem: '' }] }
      assert.equal(judge({}, policy), 'fail')
    })
  })

for (const [format, make] of makers)
  describe(`${format}: hostile bytes`, () => {
    test('one byte less or other never passes', () => {
      const bytes = make()
      check(
        property(nat(bytes.length - 1), nat(254), (at, by) => {
          const other = Buffer.from(bytes)
          other[at] = ((other[at] ?? 0) + by + 1) & 0xff
          const { verdict, signer: who } = verify(other, { format })
          // What nobody signs may change: the certificates above the trusted one.
          assert.ok(verdict !== 'pass' || who === 'C=DE, O=Bank, CN=model signer')
          assert.notEqual(verify(bytes.subarray(0, at), { format }).verdict, 'pass')
        }),
        { numRuns: 60 },
      )
    })
    test('anything is read to an end', () =>
      check(
        property(uint8Array({ maxLength: 200 }), string({ maxLength: 200 }), (bytes, text) => {
          assert.equal(verify(Buffer.from(bytes), { format }).verdict, 'fail')
          assert.equal(verify(Buffer.from(text), { format }).verdict, 'fail')
        }),
      ))
  })

describe('times', () => {
  const critical = [scheme, expiry]
  const expires = (date: string): Buffer => jws({ critical, headers: { [expiry]: date } })
  test('a signature that will expire passes', () =>
    assert.equal(verify(expires('2026-12-01T00:00:00Z')).verdict, 'pass'))
  test('a signature that has expired fails', () =>
    assert.equal(verify(expires('2026-05-01T00:00:00+02:00')).verdict, 'fail'))
  test('an expiry that is no time fails', () => assert.equal(verify(expires('2026-12-01')).verdict, 'fail'))
  test('an expiry that need not be understood fails', () => {
    const bytes = jws({ headers: { [expiry]: '2026-12-01T00:00:00Z' } })
    assert.equal(verify(bytes).verdict, 'fail')
  })
  test('COSE counts seconds', () => {
    const seconds = (date: string): unknown => Math.floor(Date.parse(date) / 1000)
    const at = (date: string): Buffer => cose({ critical, headers: { [expiry]: seconds(date) } })
    assert.equal(verify(at('2026-12-01'), { format: 'application/cose' }).verdict, 'pass')
    assert.equal(verify(at('2026-05-01'), { format: 'application/cose' }).verdict, 'fail')
  })
})

describe('a signing authority', () => {
  const short = certify({ ...signer, from: '2025-01-01', to: '2025-02-01' })
  const making: Making = {
    key: short,
    chain: [short.der, between.der],
    critical: [scheme, authenticTime],
    headers: { [scheme]: 'notary.x509.signingAuthority', [authenticTime]: '2025-01-15T00:00:00Z' },
  }
  const policy = policyOf({ store: 'signing-authority' })
  test('says when it was signed, while the certificate was valid', () => {
    const result = verify(jws(making), { policy })
    assert.deepEqual([result.verdict, result.when], ['pass', '2025-01-15T00:00:00.000Z'])
  })
  test('another time fails', () => {
    const headers = { ...making.headers, [authenticTime]: '2025-03-15T00:00:00Z' }
    assert.equal(verify(jws({ ...making, headers }), { policy }).verdict, 'fail')
  })
  test('a signer does not become one by saying so', () =>
    assert.equal(verify(jws(making), { policy: policyOf() }).verdict, 'fail'))
  test('nor the other way round', () => assert.equal(verify(jws(), { policy }).verdict, 'fail'))
})

test('CBOR that nests without end fails', () => {
  const deep = Buffer.concat([Buffer.alloc(1_000_000, 0x81), Buffer.from([0])])
  assert.equal(verify(deep, { format: 'application/cose' }).verdict, 'fail')
})

test('CBOR whose lengths lie fails', () => {
  const lying = Buffer.from('d2845bffffffffffffffff', 'hex')
  assert.equal(verify(lying, { format: 'application/cose' }).verdict, 'fail')
})
