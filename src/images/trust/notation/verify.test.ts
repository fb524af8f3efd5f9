import assert from 'node:assert/strict'
import { constants, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { describe, test } from 'node:test'

import { encode } from 'cborg'
import { assert as check, asyncProperty, nat, string, uint8Array } from 'fast-check'

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

async function verify(
  bytes: Buffer,
  { policy = policyOf(), format = 'application/jose+json' as NotationFormat, at = now } = {},
): Promise<TrustResult> {
  return verifyNotation({ format, bytes }, { subject, now: at }, policy)
}

type Judge = (making: Making, policy?: TrustPolicy) => Promise<string>

function judgeOf(format: NotationFormat, make: (making?: Making) => Buffer): Judge {
  return async (making, policy = policyOf()) => (await verify(make(making), { policy, format })).verdict
}

const makers: readonly (readonly [NotationFormat, (making?: Making) => Buffer])[] = [
  ['application/jose+json', jws],
  ['application/cose', cose],
]

for (const [format, make] of makers)
  describe(`${format}: what counts`, () => {
    const judge = judgeOf(format, make)
    test('a signature of a trusted chain passes, and says whose it is', async () =>
      assert.deepEqual(await verify(make(), { format }), {
        verdict: 'pass',
        signer: 'C=DE, O=Bank, CN=model signer',
        issuer: 'O=Bank, CN=between',
        why: 'The signature of C=DE, O=Bank, CN=model signer is valid.',
      }))

    for (const [algorithm, curve] of [
      ['ES384', 'P-384'],
      ['ES512', 'P-521'],
    ] as const)
      test(`${algorithm} passes`, async () => {
        const other = certify({ ...signer, key: ecKey(curve) })
        assert.equal(await judge({ key: other, algorithm, chain: [other.der, between.der] }), 'pass')
      })

    for (const [algorithm, modulusLength] of [
      ['PS256', 2048],
      ['PS384', 3072],
    ] as const)
      test(`${algorithm} passes`, async () => {
        const other = certify({ ...signer, key: generateKeyPairSync('rsa', { modulusLength }) })
        assert.equal(await judge({ key: other, algorithm, chain: [other.der, between.der] }), 'pass')
      })
  })

for (const [format, make] of makers)
  describe(`${format}: who does not count`, () => {
    const judge = judgeOf(format, make)
    test('another artifact fails', async () =>
      assert.equal(await judge({ digest: digestOf(Buffer.from('other')) }), 'fail'))
    test('a key that is not that of the certificate fails', async () =>
      assert.equal(await judge({ key: ecKey() }), 'fail'))
    test('an unknown authority fails', async () => {
      const other = certify({ name: root.name, isAuthority: true })
      assert.equal(await judge({}, policyOf({ pem: other.pem })), 'fail')
    })
    test('a chain that breaks fails', async () =>
      assert.equal(await judge({ chain: [leaf.der, root.der] }), 'fail'))
    test('a certificate that is no authority issues nothing', async () => {
      const other = certify({ ...signer, issuer: leaf })
      assert.equal(await judge({ key: other, chain: [other.der, ...chain] }), 'fail')
    })
    test('a certificate for servers signs no code', async () => {
      const other = certify({ ...signer, purposes: [serverAuthentication] })
      assert.equal(await judge({ key: other, chain: [other.der, between.der] }), 'fail')
    })
  })

for (const [format, make] of makers)
  describe(`${format}: when and how`, () => {
    const judge = judgeOf(format, make)
    test('an expired certificate fails', async () => {
      const other = certify({ ...signer, to: '2025-01-01' })
      assert.equal(await judge({ key: other, chain: [other.der, between.der] }), 'fail')
    })
    test('an expired certificate with a timestamp is not known', async () => {
      const other = certify({ ...signer, to: '2025-01-01' })
      const unsigned = { 'io.cncf.notary.timestampSignature': 'AAAA' }
      assert.equal(await judge({ key: other, chain: [other.der, between.der], unsigned }), 'unknown')
    })
    test('a subject that a policy asks for', async () => {
      assert.equal(await judge({}, policyOf({ subject: ['O=Bank', 'C=DE'] })), 'pass')
      assert.equal(await judge({}, policyOf({ subject: ['O=Bank', 'C=FR'] })), 'fail')
    })
    test('a header that has to be understood and is not', async () =>
      assert.equal(await judge({ critical: [scheme, 'io.cncf.notary.verificationPlugin'] }), 'unknown'))
    test('a scheme that is not marked as critical fails', async () =>
      assert.equal(await judge({ critical: [] }), 'fail'))
    test('a scheme that nobody knows', async () =>
      assert.equal(await judge({ headers: { [scheme]: 'notary.x510' } }), 'unknown'))
    test('an algorithm that does not go with the key fails', async () => {
      const other = certify({ ...signer, key: ecKey('P-384') })
      assert.equal(await judge({ key: other, algorithm: 'ES256', chain: [other.der, between.der] }), 'fail')
    })
    test('whoever trusts keys only trusts no certificate', async () => {
      const policy: TrustPolicy = { ...policyOf(), signers: [{ kind: 'key', name: 'k', pem: '' }] }
      assert.equal(await judge({}, policy), 'fail')
    })
  })

for (const [format, make] of makers)
  describe(`${format}: hostile bytes`, () => {
    test('one byte less or other never passes', async () => {
      const bytes = make()
      await check(
        asyncProperty(nat(bytes.length - 1), nat(254), async (at, by) => {
          const other = Buffer.from(bytes)
          other[at] = ((other[at] ?? 0) + by + 1) & 0xff
          const { verdict, signer: who } = await verify(other, { format })
          // What nobody signs may change: the certificates above the trusted one.
          assert.ok(verdict !== 'pass' || who === 'C=DE, O=Bank, CN=model signer')
          assert.notEqual((await verify(bytes.subarray(0, at), { format })).verdict, 'pass')
        }),
        { numRuns: 60 },
      )
    })
    test('anything is read to an end', () =>
      check(
        asyncProperty(uint8Array({ maxLength: 200 }), string({ maxLength: 200 }), async (bytes, text) => {
          assert.equal((await verify(Buffer.from(bytes), { format })).verdict, 'fail')
          assert.equal((await verify(Buffer.from(text), { format })).verdict, 'fail')
        }),
      ))
  })

describe('times', () => {
  const critical = [scheme, expiry]
  const expires = (date: string): Buffer => jws({ critical, headers: { [expiry]: date } })
  test('a signature that will expire passes', async () =>
    assert.equal((await verify(expires('2026-12-01T00:00:00Z'))).verdict, 'pass'))
  test('a signature that has expired fails', async () =>
    assert.equal((await verify(expires('2026-05-01T00:00:00+02:00'))).verdict, 'fail'))
  test('an expiry that is no time fails', async () =>
    assert.equal((await verify(expires('2026-12-01'))).verdict, 'fail'))
  test('an expiry that need not be understood fails', async () => {
    const bytes = jws({ headers: { [expiry]: '2026-12-01T00:00:00Z' } })
    assert.equal((await verify(bytes)).verdict, 'fail')
  })
  test('COSE counts seconds', async () => {
    const seconds = (date: string): unknown => Math.floor(Date.parse(date) / 1000)
    const at = (date: string): Buffer => cose({ critical, headers: { [expiry]: seconds(date) } })
    assert.equal((await verify(at('2026-12-01'), { format: 'application/cose' })).verdict, 'pass')
    assert.equal((await verify(at('2026-05-01'), { format: 'application/cose' })).verdict, 'fail')
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
  test('says when it was signed, while the certificate was valid', async () => {
    const result = await verify(jws(making), { policy })
    assert.deepEqual([result.verdict, result.when], ['pass', '2025-01-15T00:00:00.000Z'])
  })
  test('another time fails', async () => {
    const headers = { ...making.headers, [authenticTime]: '2025-03-15T00:00:00Z' }
    assert.equal((await verify(jws({ ...making, headers }), { policy })).verdict, 'fail')
  })
  test('a signer does not become one by saying so', async () =>
    assert.equal((await verify(jws(making), { policy: policyOf() })).verdict, 'fail'))
  test('nor the other way round', async () => assert.equal((await verify(jws(), { policy })).verdict, 'fail'))
})

test('CBOR that nests without end fails', async () => {
  const deep = Buffer.concat([Buffer.alloc(1_000_000, 0x81), Buffer.from([0])])
  assert.equal((await verify(deep, { format: 'application/cose' })).verdict, 'fail')
})

test('CBOR whose lengths lie fails', async () => {
  const lying = Buffer.from('d2845bffffffffffffffff', 'hex')
  assert.equal((await verify(lying, { format: 'application/cose' })).verdict, 'fail')
})
