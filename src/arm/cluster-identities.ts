import type { ManagedCluster, Reference } from '../model/azure.ts'
import { hidden, type Known, stated } from '../model/known.ts'
import type { Fields } from '../values/fields.ts'
import { type ReadResource, referenceIn, referencesIn } from './resource.ts'

type Identities = 'identities' | 'ownPrincipal' | 'kubeletIdentity' | 'nodePrincipals'

/** The identities of the control plane, and those that stand on the nodes. */
export function readIdentities({ top, properties }: ReadResource): Pick<ManagedCluster, Identities> {
  const identity = top.map('identity')
  return {
    identities: identitiesIn(identity),
    ownPrincipal: identity.freeText('principalId', undefined),
    kubeletIdentity: referenceIn(properties.map('identityProfile').map('kubeletidentity'), 'resourceId'),
    nodePrincipals: nodePrincipalsIn(properties),
  }
}

/** ARM keeps their ids as the keys of a map; other languages have a list of them. */
function identitiesIn(identity: Fields): readonly Known<Reference | undefined>[] {
  const key = 'userAssignedIdentities'
  const node = identity.child(key)
  if (node?.kind !== 'map') return node === undefined ? [] : referencesIn(identity, key)
  const origin = identity.originAt(node)
  return [...node.entries.keys()].map((id) =>
    id.startsWith('[')
      ? hidden('the id is only known once it is deployed', origin)
      : stated({ to: id, path: [] }, origin),
  )
}

/** The kubelets’ first: what Azure shows has them all. */
function nodePrincipalsIn(properties: Fields): readonly Known<string | undefined>[] {
  const addons = properties.map('addonProfiles')
  const identities = [...addons.keys(), undefined].map((name) =>
    (name === undefined ? properties.map('ingressProfile').map('webAppRouting') : addons.map(name)).map(
      'identity',
    ),
  )
  return [properties.map('identityProfile').map('kubeletidentity'), ...identities].map((identity) =>
    identity.freeText('objectId', undefined),
  )
}
