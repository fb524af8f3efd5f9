import { parseCidr } from '../kernel/cidr.ts'
import { asText, type Value } from './value.ts'

export interface Network {
  readonly first: bigint
  readonly length: number
}

/** A range of IPv4; ranges of IPv6 are left open. */
export function networkOf(value: Value | undefined): Network | undefined {
  const text = asText(value) ?? ''
  const range = text.includes(':') ? undefined : parseCidr(text)
  const length = Number(text.split('/')[1])
  if (range === undefined || !Number.isInteger(length)) return undefined
  return { first: range.first & 0xff_ff_ff_ffn, length }
}

export function addressText(address: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => (address >> shift) & 0xffn).join('.')
}

/** The network of a number within a larger one. */
export function subnet({ first, length }: Network, bits: number, number: number): string | undefined {
  const own = length + bits
  const isThere = Number.isInteger(bits) && Number.isInteger(number) && bits >= 0 && own <= 32
  if (!isThere || number < 0 || number >= 2 ** bits) return undefined
  return `${addressText(first + (BigInt(number) << BigInt(32 - own)))}/${own}`
}
