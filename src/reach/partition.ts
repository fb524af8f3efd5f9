import { type Atoms, cutAtoms } from './atoms.ts'
import type { Subject } from './connection.ts'

/** Where the policies of a subject cut through addresses. */
export function atomsOf({ profiles }: Subject): Atoms {
  const rules = [...profiles.ingress.rules, ...profiles.egress.rules]
  return cutAtoms(rules.flatMap(({ peers }) => peers.flatMap(({ cuts }) => cuts)))
}
