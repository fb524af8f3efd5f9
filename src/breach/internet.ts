import { type AddressRange, parseCidr, subtractRanges } from '../kernel/cidr.ts'
import { specialAddresses } from '../knowledge/addresses.ts'
import type { Pod } from '../model/pod.ts'
import { type AddressEndpoint, everywhere } from '../reach/endpoint.ts'
import type { StandingBarrier } from './barrier.ts'
import type { Terrain } from './terrain.ts'

const internet: readonly AddressRange[] = subtractRanges(
  [everywhere],
  specialAddresses.flatMap((cidr) => parseCidr(cidr) ?? []),
)

/** Policies cut the internet into parts that they treat alike: the attacker takes the part with least before it. */
export function leastBarriers(
  pod: Pod,
  { reach }: Terrain,
  barriersBefore: (address: AddressEndpoint) => readonly StandingBarrier[],
): readonly StandingBarrier[] {
  const parts = internet.flatMap((range) => reach.partition(range, pod))
  let least: readonly StandingBarrier[] | undefined
  for (const range of parts) {
    const barriers = barriersBefore({ kind: 'address', range, isStranger: true })
    if (least === undefined || weight(barriers) < weight(least)) least = barriers
  }
  return least ?? []
}

/** Nothing before what may stand before what surely does. */
function weight(barriers: readonly StandingBarrier[]): number {
  if (barriers.length === 0) return 0
  return barriers.some(({ assumes }) => assumes === undefined) ? 2 : 1
}
