import type { LimitRangeItem } from '../../model/cluster.ts'
import { isAtLeast } from '../../knowledge/kubernetes-versions.ts'
import type { ResourceList } from '../../model/container.ts'
import type { Container, Pod } from '../../model/pod.ts'
import { isKnown, type Known } from '../../model/known.ts'
import type { Platform } from '../../model/platform.ts'
import { parseQuantity } from '../../model/quantity.ts'
import { fail, pass, unknown, type Verdict } from '../verdict.ts'

/** Whether a container is bounded in one resource: by its own limit, the default of a LimitRange, or the limit of its pod. */
export function limitVerdict(container: Container, resource: string, platform: Platform): Verdict {
  const limit = effectiveLimit(container, resource, platform)
  if (limit === undefined) return fail(`Container ${container.name} has no ${resource} limit.`)
  if (limit.state === 'hidden') {
    return unknown(
      `Whether container ${container.name} has a limit of ${resource} cannot be told: ${limit.reason}.`,
      limit.origin,
    )
  }
  // The kubelet writes no limit into the cgroup where the amount is zero.
  if (parseQuantity(limit.value) === 0) {
    return fail(
      `Container ${container.name} has a limit of zero for ${resource}, which means none.`,
      limit.state === 'stated' ? limit.origin : undefined,
    )
  }
  return pass()
}

/** Whether a container states how much of a resource it needs, gets the default of a LimitRange, or shares what its pod asks for. */
export function requestVerdict(container: Container, resource: string, platform: Platform): Verdict {
  const own =
    container.requests.get(resource) ?? defaultOf(container, platform, (item) => requestOf(item, resource))
  const request = surest([own, sharedRequest(container.pod, resource, platform)])
  if (request === undefined) return fail(`Container ${container.name} requests no ${resource}.`)
  if (request.state === 'hidden') {
    return unknown(
      `Whether container ${container.name} requests ${resource} cannot be told: ${request.reason}.`,
      request.origin,
    )
  }
  if (parseQuantity(request.value) === 0) {
    return fail(
      `Container ${container.name} requests zero ${resource}.`,
      request.state === 'stated' ? request.origin : undefined,
    )
  }
  return pass()
}

/** The limit that its control group has, or the one around it. */
function effectiveLimit(
  container: Container,
  resource: string,
  platform: Platform,
): Known<string> | undefined {
  const own =
    container.limits.get(resource) ?? defaultOf(container, platform, (item) => limitOf(item, resource))
  return surest([own, ofPod(container.pod.limits, resource, platform)])
}

/** One that is surely there, else one that may be. */
function surest(amounts: readonly (Known<string> | undefined)[]): Known<string> | undefined {
  const stated = amounts.filter((each) => each !== undefined)
  return (
    stated.find((each) => each.state !== 'hidden' && parseQuantity(each.value) !== 0) ??
    stated.find(({ state }) => state === 'hidden') ??
    stated[0]
  )
}

/** `resources` of a pod bound all its containers together (KEP-2837, on by default since Kubernetes 1.34). */
function ofPod(
  amounts: ResourceList,
  resource: string,
  { kubernetesVersion }: Platform,
): Known<string> | undefined {
  return isAtLeast(kubernetesVersion, '1.34') && sharedResources.has(resource)
    ? amounts.get(resource)
    : undefined
}

const sharedResources: ReadonlySet<string> = new Set(['cpu', 'memory'])

/** Where nobody requests anything, a pod requests its limit (k8s.io/kubernetes, setDefaultPodRequests). */
function sharedRequest(
  { containers, requests, limits }: Pod,
  resource: string,
  platform: Platform,
): Known<string> | undefined {
  const stated = ofPod(requests, resource, platform)
  if (stated !== undefined || containers.some((each) => each.requests.has(resource))) return stated
  return ofPod(limits, resource, platform)
}

/** What the namespace's LimitRange for containers fills in (Kubernetes documentation, Limit Ranges). */
function defaultOf(
  container: Container,
  platform: Platform,
  read: (item: LimitRangeItem) => Known<string> | undefined,
): Known<string> | undefined {
  const ranges = platform.inNamespace('limit-range', container.pod.namespace)
  if (ranges.length === 0) return undefined
  return ranges
    .flatMap((range) => range.limits)
    .filter((item) => isKnown(item.type, 'Container'))
    .map(read)
    .find((value) => value !== undefined)
}

/** An absent `default` is taken from `max` (k8s.io/kubernetes, SetDefaults_LimitRangeItem). */
function limitOf(item: LimitRangeItem, resource: string): Known<string> | undefined {
  return item.default.get(resource) ?? item.max.get(resource)
}

/** An absent `defaultRequest` is taken from the default limit (the same function). */
function requestOf(item: LimitRangeItem, resource: string): Known<string> | undefined {
  return item.defaultRequest.get(resource) ?? limitOf(item, resource)
}

/** A container that runs before the main ones, or beside them; peers judge these apart, or not at all. */
export function isInitContainer(container: Container): boolean {
  return container.role === 'init' || container.role === 'sidecar'
}
