import { remember } from '../../kernel/remember.ts'
import type { KnownFact } from '../../knowledge/platform-facts.ts'
import { type AzureRight, holdsAtRegistry, rightsOf } from '../../link/azure.ts'
import { federatedIdentities, type FederatedIdentity } from '../../link/federated-identities.ts'
import type { FederatedCredential } from '../../model/azure.ts'
import type { Origin } from '../../model/origin.ts'
import type { Platform } from '../../model/platform.ts'
import { isWide, mayPush } from './azure-powers.ts'

/** Stands for the identities of which nobody knows what accounts they trust: any may be one of theirs. */
export const ofHiddenSubject = 'whose subject is hidden'

/** Only what is bad can be told: who else has rights that workloads take over stands elsewhere. */
export function workloadIdentities(platform: Platform): KnownFact | undefined {
  const wide = wideIn(platform)
  if (wide.length === 0) return undefined
  const hidden = wide.filter(({ identity }) => identity.hidden.length > 0).flatMap(({ places }) => places)
  const own = wide.map(({ identity, places }) => [identity.name, places] as const)
  const of = new Map(hidden.length === 0 ? own : [...own, [ofHiddenSubject, hidden]])
  return { value: 'wide', evidence: wide.flatMap(({ places }) => places), of }
}

/** Credentials of identities with wide rights of which nobody knows what accounts they trust. */
export function wideOfAnyAccount(platform: Platform): readonly FederatedCredential[] {
  return wideIn(platform).flatMap(({ identity }) => identity.hidden)
}

const wideIn = remember((platform: Platform) =>
  federatedIdentities(platform)
    .map((identity) => ({ identity, places: wideRights(identity, platform) }))
    .filter(({ places }) => places.length > 0),
)

function wideRights({ principals }: FederatedIdentity, platform: Platform): readonly Origin[] {
  return principals
    .flatMap((each) => rightsOf(each, platform).rights)
    .filter((right) => isWide(right) || isPushing(right, platform))
    .map(({ assignment }) => assignment.origin)
}

function isPushing(right: AzureRight, platform: Platform): boolean {
  return mayPush(right, platform) && holdsAtRegistry(right, platform) === 'yes'
}
