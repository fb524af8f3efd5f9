import { addressText, networkOf, subnet } from '../../values/networks.ts'
import { asNumber, scalarAt } from '../../values/value.ts'
import type { PureFunction, PureFunctions } from './function.ts'

/** The network of a number and a size within a larger one. */
const cidrSubnet: PureFunction = {
  knows: 'all',
  run: ([range, size, number], at) => {
    const network = networkOf(range)
    const bits = (asNumber(size) ?? -1) - (network?.length ?? 0)
    const made = network && subnet(network, bits, asNumber(number) ?? -1)
    return made === undefined ? undefined : scalarAt(made, at)
  },
}

/** The address of a number within a network, of which the first one is not counted. */
const cidrHost: PureFunction = {
  knows: 'all',
  run: ([range, number], at) => {
    const [network, host] = [networkOf(range), asNumber(number) ?? -1]
    if (network === undefined || !Number.isInteger(host) || host < 0) return undefined
    const own = BigInt(host) + 1n
    return own < 1n << BigInt(32 - network.length)
      ? scalarAt(addressText(network.first + own), at)
      : undefined
  },
}

/** https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-cidr */
export const networks: PureFunctions = { cidrhost: cidrHost, cidrsubnet: cidrSubnet }
