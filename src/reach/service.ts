import { isKnown, mapKnown, unset } from '../model/known.ts'
import type { Selected, Service, ServicePort } from '../model/network.ts'
import type { Platform } from '../model/platform.ts'
import type { Pod } from '../model/pod.ts'
import type { Connection } from './connection.ts'
import type { Endpoint } from './endpoint.ts'
import { compilePorts, type PortMatch } from './port-match.ts'
import { intersect, noPorts, type Ports, subtract, union } from './ports.ts'
import type { Reach } from './reach.ts'

/** How one port of a service leads to one of its pods. */
export interface ServiceConnection {
  readonly port: ServicePort
  readonly pod: Pod
  /** The pod's ports behind the service's port that the policies let through. */
  readonly allowed: Ports
  readonly undecided: Ports
  /** The pod's ports behind the service's port, whoever is let through. */
  readonly possible: Ports
  /** The connection to the pod itself: policies see it after the service's address was translated. */
  readonly connection: Connection
}

/**
 * A service is no endpoint of its own: policies are asked about its pods and the ports that its ports lead to. One
 * without selector leads nowhere that manifests show.
 */
export function connectService(
  from: Endpoint,
  service: Service,
  { reach, platform }: { readonly reach: Reach; readonly platform: Platform },
): readonly ServiceConnection[] {
  return platform.podsOfService(service).flatMap((selected) => {
    const connection = reach.connection(from, { kind: 'pod', pod: selected.pod })
    return service.ports.map((port) => through(port, selected, connection))
  })
}

function through(port: ServicePort, { pod, match }: Selected, connection: Connection): ServiceConnection {
  const { sure, possible } = targetsOf(port, pod)
  const allowed = match === 'yes' ? intersect(connection.allowed, sure) : noPorts
  const open = intersect(union(connection.allowed, connection.undecided), possible)
  return { port, pod, allowed, undecided: subtract(open, allowed), possible, connection }
}

/** The pod's ports behind a port of a service, or those that may be. */
export function possiblePorts(port: ServicePort, pod: Pod): Ports {
  return targetsOf(port, pod).possible
}

/** Without `targetPort` a service's port leads to the pod's port of the same number. */
function targetsOf({ port, targetPort, protocol }: ServicePort, pod: Pod): PortMatch {
  const number = mapKnown(port, (value) => (value === undefined ? undefined : String(value)))
  const isUnset = isKnown(targetPort, undefined) || isKnown(targetPort, '0') || isKnown(targetPort, '')
  const named = pod.containers
    .filter(({ role }) => role === 'main' || role === 'sidecar')
    .flatMap(({ ports }) => ports)
  return compilePorts([{ protocol, port: isUnset ? number : targetPort, endPort: unset() }])(named)
}
