import type { ManagedCluster } from '../model/azure.ts'
import { valueOf } from '../model/known.ts'
import type { Platform } from '../model/platform.ts'
import { type AzureRights, rightsWhere } from './azure.ts'
import { referred } from './references.ts'

/** What the control plane of a cluster may do in Azure. */
export function rightsOfControlPlane(cluster: ManagedCluster, platform: Platform): AzureRights {
  const own = new Set([
    ...cluster.identities.map((identity) => valueOf(identity)?.to),
    ...cluster.identities
      .flatMap((identity) => referred(platform, 'managed-identity', [cluster, identity]))
      .map(({ name }) => name),
  ])
  return rightsWhere(
    cluster,
    platform,
    ({ to, path }) => own.has(to) || (to === cluster.name && path[0] === 'identity'),
  )
}
