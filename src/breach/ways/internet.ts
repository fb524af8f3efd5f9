import { type AddressRange, parseCidr, subtractRanges } from '../../kernel/cidr.ts'
import { globalSix, specialAddresses } from '../../knowledge/addresses.ts'
import type { Pod } from '../../model/pod.ts'
import { type AddressEndpoint, everywhere } from '../../reach/endpoint.ts'
import type { Assumption, StandingBarrier } from '../steps/barrier.ts'
import type { Terrain } from '../terrain.ts'

const internet: readonly AddressRange[] = subtractRanges(
  [everywhere],
  specialAddresses.flatMap((cidr) => parseCidr(cidr) ?? []),
)

const internetSix: readonly AddressRange[] = [globalSix].flatMap((cidr) => parseCidr(cidr) ?? [])

/**
 * Policies cut the internet into parts that they treat alike: the attacker takes the part with least before it. Whether there
 * is a way by IPv6 hangs on the cluster's families of addresses, which no manifest tells.
 */
export function leastBarriers(
  pod: Pod,
  terrain: Terrain,
  barriersBefore: (address: AddressEndpoint) => readonly StandingBarrier[],
): readonly StandingBarrier[] {
  const leastOf = (ranges: readonly AddressRange[]): readonly StandingBarrier[] =>
    lightest(
      ranges
        .flatMap((range) => terrain.reach.partition(range, pod))
        .map((range) => barriersBefore(stranger(range))),
    )
  const least = leastOf(internet)
  if (weight(leastOf(internetSix)) >= weight(least)) return least
  return least.map(({ assumes = bySix, ...barrier }) => ({ ...barrier, assumes }))
}

const bySix: Assumption = { question: 'whether pods have addresses of IPv6' }

function stranger(range: AddressRange): AddressEndpoint {
  return { kind: 'address', range, isStranger: true }
}

function lightest(all: readonly (readonly StandingBarrier[])[]): readonly StandingBarrier[] {
  return all.reduce((least, barriers) => (weight(barriers) < weight(least) ? barriers : least), all[0] ?? [])
}

/** Nothing before what may stand before what surely does. */
function weight(barriers: readonly StandingBarrier[]): number {
  if (barriers.length === 0) return 0
  return barriers.some(({ assumes }) => assumes === undefined) ? 2 : 1
}
