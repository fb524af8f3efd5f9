import { type Atoms, cutAtoms } from './atoms.ts'
import type { Subject } from './connection.ts'
import type { Peer } from './peer.ts'
import type { Applied, Profile } from './profile.ts'

/** Where the policies of a subject cut through addresses. */
export function atomsOf({ profiles }: Subject): Atoms {
  return cutAtoms([profiles.ingress, profiles.egress].flatMap(peersOf).flatMap(({ cuts }) => cuts))
}

function peersOf({ admin, namespaced, baseline }: Profile): readonly Peer[] {
  const applied: readonly Applied[] = [...admin.flat(), ...namespaced, ...baseline.flat()]
  return applied.flatMap(({ rules }) => rules.flatMap(({ peers }) => peers))
}
