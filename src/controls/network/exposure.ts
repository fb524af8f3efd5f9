import { parseCidr } from '../../kernel/cidr.ts'
import { type SensitivePort, sensitivePortOf } from '../../knowledge/sensitive-ports.ts'
import { isKnown, type Known, valueOf } from '../../model/known.ts'
import type { Service } from '../../model/network.ts'
import type { Origin } from '../../model/origin.ts'
import type { Platform } from '../../model/platform.ts'
import type { Pod } from '../../model/pod.ts'
import { allMatch, anyMatch, type Match } from '../../model/selector.ts'
import { isInternet } from './addresses.ts'

/** Azure's annotations of a service (Cloud Provider Azure, Azure LoadBalancer). */
const internalAnnotation = 'service.beta.kubernetes.io/azure-load-balancer-internal'
const rangeAnnotations = [
  'service.beta.kubernetes.io/azure-allowed-ip-ranges',
  'service.beta.kubernetes.io/load-balancer-source-ranges',
]
const tagAnnotation = 'service.beta.kubernetes.io/azure-allowed-service-tags'

/** Whether a load balancer takes connections from the internet. */
export function isPublicLoadBalancer(service: Service): Match {
  return allMatch([not(isInternal(service)), not(isRestricted(service))])
}

/** Whether a load balancer has an address of the internet, whoever may use it. */
export function hasPublicAddress(service: Service): Match {
  return not(isInternal(service))
}

function isInternal({ annotations }: Service): Match {
  const internal = annotations.get(internalAnnotation)
  if (internal === undefined) return 'no'
  if (internal.state === 'hidden') return 'unknown'
  return internal.value === 'true' ? 'yes' : 'no'
}

/** Source ranges or service tags that leave most of the internet out. */
function isRestricted({ annotations, loadBalancerSourceRanges }: Service): Match {
  const written = rangeAnnotations.flatMap((key) => annotations.get(key) ?? [])
  const tags = annotations.get(tagAnnotation)
  if ([...loadBalancerSourceRanges, ...written].some((range) => range.state === 'hidden')) return 'unknown'
  const cidrs = [...loadBalancerSourceRanges, ...written].flatMap(listOf)
  const ranges = cidrs.flatMap((cidr) => parseCidr(cidr) ?? [])
  const byRange = ranges.length > 0 && !isInternet(ranges) ? 'yes' : 'no'
  return anyMatch([byRange, tags === undefined ? 'no' : isNarrowTag(tags)])
}

function listOf(known: Known<string>): string[] {
  return (valueOf(known) ?? '').split(',').map((part) => part.trim())
}

function isNarrowTag(tags: Known<string>): Match {
  if (tags.state === 'hidden') return 'unknown'
  return tags.value === '' || tags.value.includes('Internet') ? 'no' : 'yes'
}

function not(match: Match): Match {
  if (match === 'unknown') return 'unknown'
  return match === 'yes' ? 'no' : 'yes'
}

/** True where a service can be reached from outside the cluster. */
export function leavesCluster(service: Service): boolean {
  return (
    isKnown(service.type, 'LoadBalancer') ||
    isKnown(service.type, 'NodePort') ||
    service.externalIPs.length > 0
  )
}

export interface ExposedPort {
  readonly entry: SensitivePort
  /** How a route names the service's port: by number or by name. */
  readonly labels: readonly string[]
  readonly origin: Origin
}

/** The sensitive ports of a service, by its own port or by the one that it leads to. */
export function sensitivePortsOf(service: Service, platform: Platform): ExposedPort[] {
  const pods = platform.podsOfService(service).map(({ pod }) => pod)
  const names = [service.name, ...pods.flatMap(namesOf)]
  return service.ports.flatMap(({ name, port, targetPort, origin }) => {
    const numbers = [valueOf(port), Number(valueOf(targetPort) ?? Number.NaN)]
    const hints = [...names, valueOf(name) ?? '', valueOf(targetPort) ?? '']
    const entry = numbers
      .map((number) => (number === undefined ? undefined : sensitivePortOf(number, hints)))
      .find((found) => found !== undefined)
    return entry === undefined
      ? []
      : [{ entry, labels: [String(valueOf(port)), valueOf(name) ?? ''], origin }]
  })
}

/** What may say which software a pod runs. */
export function namesOf(pod: Pod): string[] {
  return [pod.name, ...pod.containers.flatMap(({ name, image }) => [name, valueOf(image) ?? ''])]
}
