import type { Namespace, ResourceQuota } from '../../model/cluster.ts'
import type { Platform } from '../../model/platform.ts'
import type { Pod } from '../../model/pod.ts'
import { fail, unknown, type Verdict } from '../verdict.ts'

/** The untrusted pods of a namespace. */
export function tenantPods(namespace: Namespace, platform: Platform): readonly Pod[] {
  return platform
    .inNamespace('pod', namespace.name)
    .filter((pod) => pod.orchestrator === 'kubernetes' && platform.trustOf(pod) === 'untrusted')
}

/** A namespace with untrusted pods. */
export function isTenant(namespace: Namespace, platform: Platform): boolean {
  return tenantPods(namespace, platform).length > 0
}

/** A namespace that belongs to tenants: declared outside the platform's own, or with untrusted pods in it. */
export function isTenantSpace(namespace: Namespace, platform: Platform): boolean {
  if (isTenant(namespace, platform)) return true
  return namespace.isDeclared && platform.trustOf(namespace) === 'untrusted'
}

/**
 * Something that a namespace lacks, as the rest of a sentence about it. Where the namespace itself is declared
 * elsewhere, what belongs to it may be too: then it cannot be told.
 */
export function lacking({ name, isDeclared, origin }: Namespace, what: string): Verdict {
  if (isDeclared) return fail(`Namespace ${name} ${what}.`, origin)
  return unknown(`Namespace ${name} is not declared here: whether it ${what} cannot be told.`, origin)
}

/** Quotas that bound every pod of the namespace. */
export function quotasOf(namespace: Namespace, platform: Platform): readonly ResourceQuota[] {
  return platform.inNamespace('resource-quota', namespace.name).filter(({ isScoped }) => !isScoped)
}

/** Whether some quota has one of the keys; `count/…` is the general form of an object count. */
export function hasQuotaFor(quotas: readonly ResourceQuota[], keys: readonly string[]): boolean {
  return quotas.some(({ hard }) => keys.some((key) => hard.has(key)))
}
