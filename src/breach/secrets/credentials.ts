import type { CredentialName } from '../../knowledge/credentials.ts'
import {
  cloudPosition,
  clusterPosition,
  type Position,
  registryPosition,
  registryPushPosition,
} from '../steps/position.ts'

/** Where a credential may lead, and what would have to be known: its content tells, and no manifest shows that. */
export interface CredentialWay {
  readonly to: Position
  /** Completes "It is not known …". */
  readonly question: string
}

const ways: Readonly<Record<CredentialName['opens'], (what: string) => readonly CredentialWay[]>> = {
  cloud: (what) => [{ to: cloudPosition, question: `what ${what} may do in Azure` }],
  registry: (what) => [
    { to: registryPosition, question: `which repositories ${what} opens` },
    { to: registryPushPosition, question: `whether ${what} may push` },
  ],
  cluster: (what) => [{ to: clusterPosition, question: `what ${what} may do in the cluster` }],
}

/** `place` completes "the login to a registry in …". */
export function waysOf(
  { opens, what }: Pick<CredentialName, 'opens' | 'what'>,
  place: string,
): readonly CredentialWay[] {
  return ways[opens](`${what} in ${place}`)
}
