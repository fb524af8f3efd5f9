import { lookup } from '../../kernel/lookup.ts'

/** Names of the roles and bindings that every cluster brings along, by kind. */
const bootstrap: Readonly<Record<string, readonly string[]>> = {
  ClusterRole: ['admin', 'cluster-admin', 'edit', 'view'],
  ClusterRoleBinding: ['cluster-admin'],
}

/**
 * True for names that Kubernetes reserves for its own roles and bindings, and the one that GKE ships. Dumps of a cluster
 * hold dozens of them that nobody here wrote; what binds them to a workload is judged all the same.
 */
export function isReserved({ kind, name }: { readonly kind: string; readonly name: string }): boolean {
  if (name.startsWith('system:') || name === 'gce:podsecuritypolicy:calico-sa') return true
  return lookup(bootstrap, kind)?.includes(name) ?? false
}
