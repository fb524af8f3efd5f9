// X.509 certificates for tests, written by hand: what they say is chosen field by field.
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'

export interface TestKey {
  readonly publicKey: KeyObject
  readonly privateKey: KeyObject
}

export interface TestCertificate extends TestKey {
  readonly name: string
  readonly der: Buffer
  readonly pem: string
}

export interface CertificateOptions {
  /** `O=Bank,CN=signer`. */
  readonly name: string
  readonly issuer?: TestCertificate
  readonly key?: TestKey
  readonly isAuthority?: boolean
  /** Object identifiers of the extended key usage. */
  readonly purposes?: readonly string[]
  readonly from?: string
  readonly to?: string
}

export const codeSigning = '1.3.6.1.5.5.7.3.3'
export const serverAuthentication = '1.3.6.1.5.5.7.3.1'

export function ecKey(namedCurve = 'P-256'): TestKey {
  return generateKeyPairSync('ec', { namedCurve })
}

/** A certificate signed with ECDSA and SHA-256 by its issuer, or by itself. */
export function certify(options: CertificateOptions): TestCertificate {
  const key = options.key ?? ecKey()
  const issuer = options.issuer ?? { name: options.name, privateKey: key.privateKey }
  const body = bodyOf(options, key.publicKey, issuer.name)
  const signature = sign('sha256', body, issuer.privateKey)
  const der = sequence(body, signedWith, bits(signature))
  return { ...key, name: options.name, der, pem: pemOf(der) }
}

export function pemOf(der: Buffer): string {
  return `-----BEGIN CERTIFICATE-----\n${der.toString('base64')}\n-----END CERTIFICATE-----\n`
}

function tagged(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts)
  const { length } = content
  const size = length < 128 ? [length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...size]), content])
}

const sequence = (...parts: readonly Buffer[]): Buffer => tagged(0x30, ...parts)
const bits = (content: Buffer): Buffer => tagged(0x03, Buffer.from([0]), content)
const octets = (content: Buffer): Buffer => tagged(0x04, content)
const yes = tagged(0x01, Buffer.from([0xff]))

function oid(text: string): Buffer {
  const [first = 0, second = 0, ...others] = text.split('.').map(Number)
  return tagged(0x06, Buffer.from([first * 40 + second, ...others.flatMap(base128)]))
}

function base128(number: number): number[] {
  const digits = [number & 0x7f]
  for (let rest = number >> 7; rest > 0; rest = rest >> 7) digits.unshift((rest & 0x7f) | 0x80)
  return digits
}

/** ecdsa-with-SHA256. */
const signedWith = sequence(oid('1.2.840.10045.4.3.2'))

const attributes: Readonly<Record<string, string>> = { CN: '2.5.4.3', O: '2.5.4.10', C: '2.5.4.6' }

function nameDer(name: string): Buffer {
  const parts = name.split(',').map((part) => part.split('='))
  return sequence(
    ...parts.map(([key = '', value = '']) =>
      tagged(0x31, sequence(oid(attributes[key] ?? ''), tagged(0x0c, Buffer.from(value)))),
    ),
  )
}

function timeDer(day: string): Buffer {
  return tagged(0x18, Buffer.from(`${day.replaceAll('-', '')}000000Z`))
}

let serial = 0

function bodyOf(options: CertificateOptions, publicKey: KeyObject, issuer: string): Buffer {
  const { name, isAuthority = false, purposes, from = '2024-01-01', to = '2034-01-01' } = options
  const extensions = [
    sequence(oid('2.5.29.19'), yes, octets(isAuthority ? sequence(yes) : sequence())),
    ...(purposes === undefined ? [] : [sequence(oid('2.5.29.37'), octets(sequence(...purposes.map(oid))))]),
  ]
  return sequence(
    tagged(0xa0, tagged(0x02, Buffer.from([2]))),
    tagged(0x02, Buffer.from([++serial])),
    signedWith,
    nameDer(issuer),
    sequence(timeDer(from), timeDer(to)),
    nameDer(name),
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(0xa3, sequence(...extensions)),
  )
}
