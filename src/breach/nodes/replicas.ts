import { valueOf } from '../../model/known.ts'
import type { Container, Pod } from '../../model/pod.ts'
import type { Platform } from '../../model/platform.ts'
import { lastingWorkloadName } from '../steps/position.ts'
import { findTenants, type TenantGroups } from '../steps/tenants.ts'

/** A workload of a tenant of which several pods run, or may. */
export interface Replicated {
  readonly pod: Pod
  readonly tenant: string
}

/** Each workload once, in the order of its sources. What cannot be read may be several. */
export function replicatedWorkloads(platform: Platform, groups: TenantGroups): readonly Replicated[] {
  const tenants = findTenants(platform, groups)
  const scaled = autoscaled(platform)
  const byWorkload = Map.groupBy(
    platform.all('pod').filter((pod) => tenants.of(pod) !== undefined),
    lastingWorkloadName,
  )
  return [...byWorkload.values()].flatMap((pods) => {
    const [pod] = pods
    const tenant = pod === undefined ? undefined : tenants.of(pod)
    const isSeveral =
      pods.filter(({ kind }) => kind === 'Pod').length > 1 || pods.some((each) => mayBeSeveral(each, scaled))
    return pod === undefined || tenant === undefined || !isSeveral ? [] : [{ pod, tenant }]
  })
}

function autoscaled(platform: Platform): ReadonlySet<string> {
  return new Set(
    platform
      .all('autoscaler')
      .filter(({ maxReplicas }) => (valueOf(maxReplicas) ?? 2) > 1)
      .map(
        ({ namespace, targetKind, targetName }) =>
          `${valueOf(targetKind) ?? ''}/${namespace}/${valueOf(targetName) ?? ''}`,
      ),
  )
}

/** Kinds of which one pod runs where nobody asks for more (Kubernetes API); an operator may start any number. */
const singleByDefault: ReadonlySet<string> = new Set([
  'Deployment',
  'StatefulSet',
  'ReplicaSet',
  'ReplicationController',
  'Job',
  'CronJob',
])

function mayBeSeveral({ kind, namespace, name, replicas }: Pod, scaled: ReadonlySet<string>): boolean {
  if (kind === 'Pod') return false
  if (scaled.has(`${kind}/${namespace}/${name}`) || replicas.state === 'hidden') return true
  const count = valueOf(replicas)
  return count === undefined ? !singleByDefault.has(kind) : count > 1
}

/** A second pod of each workload: what the first must not reach. */
export function otherReplicas(workloads: readonly Replicated[]): readonly Pod[] {
  return workloads.map(({ pod }) => secondOf(pod))
}

function secondOf(pod: Pod): Pod {
  const containers: Container[] = []
  const part = pod.part === '' ? secondPart : `${pod.part}/${secondPart}`
  const second: Pod = { ...pod, part, addresses: [], containers, replicaOf: pod }
  containers.push(...pod.containers.map((container) => ({ ...container, pod: second })))
  return second
}

const secondPart = 'another replica'
