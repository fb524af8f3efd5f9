/**
 * True for names that Kubernetes reserves for its own roles and bindings, and the one that GKE ships. Dumps of a cluster
 * hold dozens of them that nobody here wrote; what binds them to a workload is judged all the same.
 */
export function isReserved({ name }: { readonly name: string }): boolean {
  return name.startsWith('system:') || name === 'cluster-admin' || name === 'gce:podsecuritypolicy:calico-sa'
}
