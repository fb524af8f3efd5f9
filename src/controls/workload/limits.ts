import { type Container } from '../../model/container.ts'
import type { Known } from '../../model/known.ts'
import type { Platform } from '../../model/platform.ts'
import { fail, pass, unknown, type Verdict } from '../verdict.ts'

/** Whether a container is bounded in one resource, by its own limit or by the default of a LimitRange. */
export function limitVerdict(container: Container, resource: string, platform: Platform): Verdict {
  const own = container.limits.get(resource)
  const limit = own ?? defaultLimit(container, resource, platform)
  if (limit === undefined) return fail(`Container ${container.name} has no ${resource} limit.`)
  if (limit.state === 'hidden') {
    return unknown(
      `Whether container ${container.name} has a ${resource} limit cannot be told: ${limit.reason}.`,
      limit.origin,
    )
  }
  return pass()
}

/** The `default` of the namespace's LimitRange for containers (Kubernetes documentation, Limit Ranges). */
export function defaultLimit(
  container: Container,
  resource: string,
  platform: Platform,
): Known<string> | undefined {
  return platform
    .inNamespace('limit-range', container.pod.namespace)
    .flatMap((range) => range.limits)
    .find(
      (item) => item.type.state !== 'hidden' && item.type.value === 'Container' && item.default.has(resource),
    )
    ?.default.get(resource)
}
