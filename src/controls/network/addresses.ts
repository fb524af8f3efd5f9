import { type AddressRange, countAddresses, parseCidr, subtractRanges } from '../../kernel/cidr.ts'
import { globalSix, privateNetworks, specialAddresses } from '../../knowledge/addresses.ts'

function ranges(cidrs: readonly string[]): AddressRange[] {
  return cidrs.flatMap((cidr) => parseCidr(cidr) ?? [])
}

/** Public addresses of each family. */
const internets: readonly (readonly AddressRange[])[] = [
  subtractRanges(ranges(['0.0.0.0/0']), ranges(specialAddresses)),
  ranges([globalSix]),
]

/**
 * True where ranges hold at least half of the internet: a few exceptions do not make a wall, nor do two halves that
 * stand apart.
 */
export function isInternet(allowed: readonly AddressRange[]): boolean {
  return internets.some((internet) => holdsHalf(allowed, internet))
}

/** The private networks of which ranges hold at least half. */
export function wholePrivateNetworks(allowed: readonly AddressRange[]): string[] {
  return privateNetworks.filter((network) => holdsHalf(allowed, ranges([network])))
}

function holdsHalf(allowed: readonly AddressRange[], space: readonly AddressRange[]): boolean {
  return countAddresses(subtractRanges(space, allowed)) * 2n <= countAddresses(space)
}
