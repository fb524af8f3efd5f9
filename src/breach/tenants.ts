import { compareText } from '../kernel/text.ts'
import type { Platform } from '../model/platform.ts'
import type { Pod } from '../model/pod.ts'

/** Which namespaces belong together: a tenant's containers need no protection from each other. */
export interface Tenants {
  readonly names: readonly string[]
  /** The tenant of untrusted code; nothing for the platform's own. */
  of(pod: Pod): string | undefined
  /** The tenant that a namespace belongs to; nothing for the platform's own. */
  ofNamespace(namespace: string): string | undefined
}

/** Groups of `bulkhead.yaml`: tenant → namespaces. A namespace in no group is a tenant of its own. */
export type TenantGroups = Readonly<Record<string, readonly string[]>>

export function findTenants(platform: Platform, groups: TenantGroups): Tenants {
  const grouped = new Map(
    Object.entries(groups).flatMap(([tenant, namespaces]) =>
      namespaces.map((name) => [name, tenant] as const),
    ),
  )
  const tenantOf = (namespace: string): string => grouped.get(namespace) ?? ownName(namespace, groups)
  const hostile = platform
    .all('pod')
    .filter((pod) => pod.orchestrator === 'kubernetes' && platform.trustOf(pod) === 'untrusted')
  const names = new Set(hostile.map(({ namespace }) => tenantOf(namespace)))
  const known = (namespace: string): string | undefined => {
    const tenant = tenantOf(namespace)
    return names.has(tenant) ? tenant : undefined
  }
  return {
    names: [...names].sort(compareText),
    of: (pod) => (platform.trustOf(pod) === 'untrusted' ? known(pod.namespace) : undefined),
    ofNamespace: known,
  }
}

/** What is of the whole cluster, as a runtime of KServe, makes pods in any namespace. A group may be called like a namespace that is not in it: that one is a tenant of its own all the same. */
function ownName(namespace: string, groups: TenantGroups): string {
  if (namespace === '') return 'any namespace'
  return Object.hasOwn(groups, namespace) ? `${namespace} (namespace)` : namespace
}
