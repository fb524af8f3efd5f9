import { isPublicLoadBalancer } from '../../controls/network/exposure.ts'
import { isKnown, valueOf } from '../../model/known.ts'
import type { Backend, Route, Service } from '../../model/network.ts'
import type { Origin } from '../../model/origin.ts'
import type { Platform } from '../../model/platform.ts'
import type { Pod } from '../../model/pod.ts'
import { allMatch, type Match } from '../../model/selector.ts'
import type { PodClass } from '../../reach/class.ts'
import { everyPort, noPorts, type Ports, union } from '../../reach/ports.ts'
import { possiblePorts } from '../../reach/service.ts'
import type { Assumption, StandingBarrier } from '../steps/barrier.ts'
import { policyBarriers } from '../barriers/network.ts'
import { leastBarriers } from './internet.ts'
import type { Terrain } from '../terrain.ts'

/** A pod that the platform itself hands what comes from the internet. */
export interface ExposedPod {
  readonly pod: Pod
  readonly ports: Ports
  /** One sentence. */
  readonly how: string
  readonly evidence: readonly Origin[]
  readonly barriers: readonly StandingBarrier[]
  readonly assumes?: Assumption
}

export function exposedPods(terrain: Terrain): readonly ExposedPod[] {
  const { platform } = terrain
  return [
    ...platform.all('service').flatMap((service) => balancedPods(service, terrain)),
    ...platform.all('route').flatMap((route) => routedPods(route, platform)),
  ]
}

/** A load balancer passes connections on as they come, so that policies of the pods are asked. */
function balancedPods(service: Service, terrain: Terrain): readonly ExposedPod[] {
  if (!isKnown(service.type, 'LoadBalancer') && service.type.state !== 'hidden') return []
  const isPublic = allMatch([
    isPublicLoadBalancer(service),
    service.type.state === 'hidden' ? 'unknown' : 'yes',
  ])
  if (isPublic === 'no') return []
  const { name, namespace, origin } = service
  const barriersOf = inboundBarriers(terrain)
  return terrain.platform.podsOfService(service).map(({ pod, match }) => {
    const ports = service.ports.map((port) => possiblePorts(port, pod)).reduce(union, noPorts)
    return {
      pod,
      ports,
      how: `Service ${namespace}/${name} takes connections from the internet.`,
      evidence: [origin],
      barriers: barriersOf(pod, ports),
      ...doubtedBy(allMatch([isPublic, match]), service),
    }
  })
}

/** What policies hold against strangers, once for all pods of a class: their ports have the same names, too. */
function inboundBarriers(terrain: Terrain): (pod: Pod, ports: Ports) => readonly StandingBarrier[] {
  const { reach } = terrain
  const known = new Map<PodClass | undefined, readonly StandingBarrier[]>()
  return (pod, ports) => {
    const own = reach.classOf(pod)
    const barriers =
      known.get(own) ??
      leastBarriers(pod, terrain, (address) =>
        policyBarriers(reach.connection(address, { kind: 'pod', pod }), terrain, ports),
      )
    known.set(own, barriers)
    return barriers
  }
}

/** The gateway before a route is let through to its pods, or it would serve nobody; what it asks of callers no route tells. */
function routedPods(route: Route, platform: Platform): readonly ExposedPod[] {
  const { kind, name, namespace, origin } = route
  const services = platform.all('service').filter((service) => leadsTo(route.backends, service, namespace))
  const pods = services.flatMap((service) => platform.podsOfService(service).map(({ pod }) => pod))
  return [...new Set(pods)].map((pod) => ({
    pod,
    ports: everyPort,
    how: `${kind} ${namespace}/${name} publishes it through a gateway.`,
    evidence: [origin],
    barriers: [],
    ...doubtedBy('unknown', route),
  }))
}

function leadsTo(backends: readonly Backend[], service: Service, own: string): boolean {
  return backends.some((backend) => {
    const namespace = valueOf(backend.namespace) ?? own
    const isMeant = backend.service.state === 'hidden' || backend.service.value === service.name
    return isMeant && service.namespace === namespace
  })
}

function doubtedBy(isExposed: Match, object: Service | Route): Pick<ExposedPod, 'assumes'> {
  if (isExposed === 'yes') return {}
  const { kind, namespace, name, origin } = object
  return { assumes: { question: `whether the internet reaches ${kind} ${namespace}/${name}`, origin } }
}
