import type { Place } from '../../../kernel/tree.ts'
import { parseCidr } from '../../../kernel/cidr.ts'
import { asNumber, asText, listAt, scalarAt, type Value } from '../../values.ts'
import type { CallContext, Functions } from './function.ts'

interface Network {
  readonly first: bigint
  readonly length: number
}

/** A range of IPv4; ranges of IPv6 are left open. */
function networkOf(value: Value | undefined): Network | undefined {
  const text = asText(value) ?? ''
  const range = text.includes(':') ? undefined : parseCidr(text)
  const length = Number(text.split('/')[1])
  if (range === undefined || !Number.isInteger(length)) return undefined
  return { first: range.first & 0xff_ff_ff_ffn, length }
}

function addressText(address: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => (address >> shift) & 0xffn).join('.')
}

/** The network of a number within a larger one. */
function subnet({ first, length }: Network, bits: number, number: number): string | undefined {
  const own = length + bits
  const isThere = Number.isInteger(bits) && Number.isInteger(number) && bits >= 0 && own <= 32
  if (!isThere || number < 0 || number >= 2 ** bits) return undefined
  return `${addressText(first + (BigInt(number) << BigInt(32 - own)))}/${own}`
}

function cidrsubnet([prefix, bits, number]: readonly Value[], { at }: CallContext): Value | undefined {
  const network = networkOf(prefix)
  const made = network && subnet(network, asNumber(bits) ?? -1, asNumber(number) ?? -1)
  return made === undefined ? undefined : scalarAt(made, at)
}

/** One behind the other, each at the next place where one of its size may begin. */
function cidrsubnets([prefix, ...bits]: readonly Value[], { at }: CallContext): Value | undefined {
  const network = networkOf(prefix)
  if (network === undefined) return undefined
  let next = 0n
  const made: Value[] = []
  for (const each of bits) {
    const own = network.length + (asNumber(each) ?? 99)
    if (!Number.isInteger(own) || own > 32 || own < network.length) return undefined
    const size = 1n << BigInt(32 - own)
    const start = ((next + size - 1n) / size) * size
    if (start + size > 1n << BigInt(32 - network.length)) return undefined
    made.push(scalarAt(`${addressText(network.first + start)}/${own}`, at))
    next = start + size
  }
  return listAt(made, at)
}

function cidrhost([prefix, number]: readonly Value[], { at }: CallContext): Value | undefined {
  const [network, host] = [networkOf(prefix), asNumber(number)]
  if (network === undefined || host === undefined || !Number.isInteger(host)) return undefined
  const size = 1n << BigInt(32 - network.length)
  const own = host < 0 ? size + BigInt(host) : BigInt(host)
  return own < 0n || own >= size ? undefined : scalarAt(addressText(network.first + own), at)
}

function maskAt(length: number, at: Place): Value {
  return scalarAt(addressText(((1n << 32n) - 1n) ^ ((1n << BigInt(32 - length)) - 1n)), at)
}

export const addresses: Functions = {
  cidrhost: { knows: 'all', run: cidrhost },
  cidrnetmask: {
    knows: 'all',
    run: ([prefix], { at }) => {
      const network = networkOf(prefix)
      return network === undefined ? undefined : maskAt(network.length, at)
    },
  },
  cidrsubnet: { knows: 'all', run: cidrsubnet },
  cidrsubnets: { knows: 'all', run: cidrsubnets },
}
