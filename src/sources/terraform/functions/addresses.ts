import type { Place } from '../../../kernel/tree.ts'
import { addressText, networkOf, subnet } from '../../../values/networks.ts'
import { asNumber, listAt, scalarAt, type Value } from '../../../values/value.ts'
import type { CallContext, Functions } from './function.ts'

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
