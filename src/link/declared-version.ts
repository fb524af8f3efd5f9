import { isAtLeast } from '../knowledge/kubernetes-versions.ts'
import type { ManagedCluster } from '../model/azure.ts'
import { valueOf } from '../model/known.ts'
import type { Asset } from '../model/platform.ts'

/**
 * The lowest minor version of Kubernetes that declared clusters run. Nothing where none says, or where one that does not say
 * may run a lower one.
 *
 * @param assumed the version of a cluster that does not say
 */
export function declaredKubernetes(facts: readonly Asset[], assumed: string): string | undefined {
  const stated = facts.flatMap((fact) => (fact.asset === 'managed-cluster' ? [minorOf(versionOf(fact))] : []))
  const known = stated.filter((version) => version !== undefined)
  const [first, ...others] = known
  if (first === undefined) return undefined
  const lowest = others.reduce((least, each) => (isAtLeast(each, least) ? least : each), first)
  const mayBeLower = known.length < stated.length && isAtLeast(lowest, assumed)
  return mayBeLower ? undefined : lowest
}

/** What runs, where Azure itself says so, else what is asked for. */
function versionOf({ currentKubernetesVersion, kubernetesVersion }: ManagedCluster): string | undefined {
  return valueOf(currentKubernetesVersion) ?? valueOf(kubernetesVersion)
}

/** `1.34` of `1.34.2`. */
function minorOf(version: string | undefined): string | undefined {
  return /^v?(1\.\d{1,2})(?:\.|$)/.exec(version ?? '')?.[1]
}
