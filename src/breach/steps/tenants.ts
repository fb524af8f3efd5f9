import { compareText } from '../../kernel/text.ts'
import type { Platform } from '../../model/platform.ts'
import type { Pod } from '../../model/pod.ts'
import { otherReplicasOf } from './party.ts'
import { everywhere, lastingWorkloadName } from './position.ts'

/** Which namespaces belong together: a tenant's containers need no protection from each other. */
export interface Tenants {
  readonly names: readonly string[]
  /**
   * To whom a pod of untrusted code belongs: its tenant, or where it stands for other replicas these, since they are kept
   * apart like a tenant; nothing for the platform's own.
   */
  of(pod: Pod): string | undefined
  /** Who is kept apart in a namespace, or everywhere: tenants, and other replicas. */
  partiesIn(scope: string): readonly string[]
  /** The tenant that a namespace belongs to; nothing for the platform's own. */
  ofNamespace(namespace: string): string | undefined
}

/** Groups of `bulkhead.yaml`: tenant → namespaces. A namespace in no group is a tenant of its own. */
export type TenantGroups = Readonly<Record<string, readonly string[]>>

export function findTenants(platform: Platform, groups: TenantGroups): Tenants {
  const tenantOf = tenantFinder(groups)
  const hostile = platform
    .all('pod')
    .filter((pod) => pod.orchestrator === 'kubernetes' && platform.trustOf(pod) === 'untrusted')
  const names = new Set(hostile.map(({ namespace }) => tenantOf(namespace)))
  const ofNamespace = (namespace: string): string | undefined => {
    const tenant = tenantOf(namespace)
    return names.has(tenant) ? tenant : undefined
  }
  const sorted = [...names].sort(compareText)
  return {
    names: sorted,
    of: (pod) => {
      if (platform.trustOf(pod) !== 'untrusted') return undefined
      return pod.replicaOf === undefined ? ofNamespace(pod.namespace) : replicaParty(pod)
    },
    partiesIn: partyFinder(sorted, hostile, ofNamespace),
    ofNamespace,
  }
}

function tenantFinder(groups: TenantGroups): (namespace: string) => string {
  const grouped = new Map(
    Object.entries(groups).flatMap(([tenant, namespaces]) =>
      namespaces.map((name) => [name, tenant] as const),
    ),
  )
  return (namespace) => grouped.get(namespace) ?? ownName(namespace, groups)
}

function partyFinder(
  names: readonly string[],
  hostile: readonly Pod[],
  ofNamespace: Tenants['ofNamespace'],
): Tenants['partiesIn'] {
  const replicas = hostile.filter(({ replicaOf }) => replicaOf !== undefined)
  const parties = [...names, ...replicas.map(replicaParty)]
  return (scope) => {
    if (scope === everywhere) return parties
    const others = replicas.filter(({ namespace }) => namespace === scope).map(replicaParty)
    return [...[ofNamespace(scope) ?? []].flat(), ...others]
  }
}

/** What is of the whole cluster, as a runtime of KServe, makes pods in any namespace. A group may be called like a namespace that is not in it: that one is a tenant of its own all the same. */
function ownName(namespace: string, groups: TenantGroups): string {
  if (namespace === '') return 'any namespace'
  return Object.hasOwn(groups, namespace) ? `${namespace} (namespace)` : namespace
}

/** The other replicas of a pod's workload, as a party. */
export function replicaParty(pod: Pod): string {
  return otherReplicasOf(lastingWorkloadName(pod))
}
