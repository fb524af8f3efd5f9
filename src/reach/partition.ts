import { type AddressRange, parseCidr } from '../kernel/cidr.ts'
import { type Atoms, cutAtoms } from './atoms.ts'
import { localNetworks } from './block.ts'
import type { Subject } from './connection.ts'
import type { Peer } from './peer.ts'
import type { Applied, Profile } from './profile.ts'

/** Where the policies of a subject cut through addresses. */
export function atomsOf({ profiles }: Subject): Atoms {
  return cutAtoms([profiles.ingress, profiles.egress].flatMap(peersOf).flatMap(rangesIn))
}

function peersOf({ admin, namespaced, baseline }: Profile): readonly Peer[] {
  const applied: readonly Applied[] = [...admin.flat(), ...namespaced, ...baseline.flat()]
  return applied.flatMap(({ rules }) => rules.flatMap(({ peers }) => peers))
}

/** Names stand for any address but local ones. */
function rangesIn(peer: Peer): readonly AddressRange[] {
  if (peer.kind === 'block') return peer.block.ranges
  return peer.kind === 'name' ? local : []
}

const local = localNetworks.flatMap((cidr) => parseCidr(cidr) ?? [])
