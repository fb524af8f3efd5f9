import type { LimitRangeItem } from '../../model/cluster.ts'
import type { Container } from '../../model/container.ts'
import { isKnown, type Known } from '../../model/known.ts'
import type { Platform } from '../../model/platform.ts'
import { parseQuantity } from '../../model/quantity.ts'
import { fail, pass, unknown, type Verdict } from '../verdict.ts'

/** Whether a container is bounded in one resource, by its own limit or by the default of a LimitRange. */
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

/** Whether a container states how much of a resource it needs, or gets the default of a LimitRange. */
export function requestVerdict(container: Container, resource: string, platform: Platform): Verdict {
  const request =
    container.requests.get(resource) ?? defaultOf(container, platform, (item) => requestOf(item, resource))
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

/** The limit that the API server ends up with. */
export function effectiveLimit(
  container: Container,
  resource: string,
  platform: Platform,
): Known<string> | undefined {
  return container.limits.get(resource) ?? defaultOf(container, platform, (item) => limitOf(item, resource))
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
