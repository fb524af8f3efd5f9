import { otherReplicas, type Replicated, replicatedWorkloads } from '../breach/nodes/replicas.ts'
import { saidOf } from '../config/by-tenant.ts'
import type { Config } from '../config/schema.ts'
import type { Platform } from '../model/platform.ts'
import type { Pod } from '../model/pod.ts'

/** Workloads of several pods, and whether these are kept apart from each other. */
export interface Replicas {
  readonly judged: readonly Replicated[]
  readonly unjudged: readonly Replicated[]
}

/** What `isolate:` says of each workload of which several pods run. */
export function findReplicas(platform: Platform, { isolate, tenants }: Config): Replicas {
  const byAnswer = Map.groupBy(
    replicatedWorkloads(platform, tenants),
    ({ tenant }) => saidOf(tenant, isolate) ?? 'tenant',
  )
  return { judged: byAnswer.get('replica') ?? [], unjudged: byAnswer.get('tenant') ?? [] }
}

/** The platform with a second pod of each workload whose replicas are kept apart; itself where none are. */
export function withOtherReplicas(
  platform: Platform,
  { judged }: Replicas,
  relink: (more: readonly Pod[]) => Platform,
): Platform {
  return judged.length === 0 ? platform : relink(otherReplicas(judged))
}
