import { type AddressRange, parseAddress } from '../kernel/cidr.ts'
import { ciliumLabels, type Labels, namespaceLabels } from '../link/labels.ts'
import { impliedNamespace } from '../link/link.ts'
import type { Namespace } from '../model/cluster.ts'
import type { ContainerPort } from '../model/container.ts'
import { byDefault, isKnown, type Known, unset, valueOf } from '../model/known.ts'
import type { Origin } from '../model/origin.ts'
import type { Platform } from '../model/platform.ts'
import type { Pod } from '../model/pod.ts'
import type { Match } from '../model/selector.ts'
import type { Atoms } from './atoms.ts'

/** Pods that no policy can tell apart by what they are. */
export interface Shape {
  readonly id: number
  readonly namespace: string
  readonly namespaceLabels: Labels
  /** At least one, unless it stands for the cluster's DNS that no manifest shows. */
  readonly pods: readonly Pod[]
  readonly labels: Labels
  /** The labels by which Cilium knows them. */
  readonly identity: Labels
  readonly isOnHost: Match
  readonly addresses: readonly AddressRange[]
  /** Where the addresses lie between the blocks of policies. */
  readonly places: readonly string[]
  readonly ports: readonly ContainerPort[]
}

/** What policies look at: names of ports, and the places of addresses between their blocks. */
export interface Sight {
  readonly atoms: Atoms
  readonly names: ReadonlySet<string>
  /** Pods in their node's network are pods like others. */
  readonly selectsHostPods: boolean
}

/** The shapes of a platform's pods, in the order of their first pods, and that of the cluster's DNS. */
export function findShapes(
  platform: Platform,
  sight: Sight,
): { readonly shapes: readonly Shape[]; readonly dns: Shape } {
  const shapes = podShapes(platform, sight)
  const declared = shapes.find(
    ({ namespace, labels }) =>
      namespace === dnsNamespace && isKnown(labels.get(dnsLabel) ?? unset(), dnsName),
  )
  if (declared !== undefined) return { shapes, dns: declared }
  const dns = undeclaredDns(shapes.length, platform)
  return { shapes: [...shapes, dns], dns }
}

const dnsNamespace = 'kube-system'
const dnsLabel = 'k8s-app'
const dnsName = 'kube-dns'

/** CoreDNS as every distribution deploys it (Kubernetes documentation, Customizing DNS Service). */
function undeclaredDns(id: number, platform: Platform): Shape {
  const origin: Origin = { document: { path: '', text: '' }, start: 0, end: 0 }
  const declared = platform.all('namespace').find(({ name }) => name === dnsNamespace)
  const podLabels = new Map([[dnsLabel, byDefault(dnsName)]])
  const namespace = declared ?? impliedNamespace(dnsNamespace, origin)
  const pod = { namespace: dnsNamespace, podLabels, serviceAccountName: byDefault('coredns'), origin }
  return {
    id,
    namespace: dnsNamespace,
    namespaceLabels: namespaceLabels(namespace),
    pods: [],
    labels: podLabels,
    identity: ciliumLabels(pod, namespace),
    isOnHost: 'no',
    addresses: [],
    places: [],
    ports: [
      { ...dnsPort, origin, name: byDefault('dns'), protocol: byDefault('UDP') },
      { ...dnsPort, origin, name: byDefault('dns-tcp'), protocol: byDefault('TCP') },
    ],
  }
}

const dnsPort = { containerPort: byDefault(53), hostPort: unset(), hostIP: unset() }

function podShapes(platform: Platform, sight: Sight): Shape[] {
  const groups = new Map<string, Pod[]>()
  for (const pod of platform.all('pod')) {
    if (pod.orchestrator !== 'kubernetes') continue
    const key = keyOf(pod, sight)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [pod])
    else group.push(pod)
  }
  const portLists = new Map<string, readonly ContainerPort[]>()
  return [...groups.values()].flatMap((pods, id) => {
    const [pod] = pods
    if (pod === undefined) return []
    const ports = namedPorts(pod, sight)
    const key = JSON.stringify(ports.map(partsOfPort))
    const shared = portLists.get(key) ?? ports
    portLists.set(key, shared)
    const places = addressesOf(pod).map(sight.atoms.indexOf)
    const shape = { ...shapeOf(pod, id, platform.namespaceOf(pod)), places, pods, ports: shared }
    return [sight.selectsHostPods ? { ...shape, isOnHost: 'no' as const } : shape]
  })
}

function shapeOf(
  pod: Pod,
  id: number,
  namespace: Namespace | undefined,
): Omit<Shape, 'pods' | 'places' | 'ports'> {
  return {
    id,
    namespace: pod.namespace,
    namespaceLabels: namespaceLabels(namespace),
    labels: pod.podLabels,
    identity: ciliumLabels(pod, namespace),
    isOnHost: isTrue(pod.hostNetwork),
    addresses: addressesOf(pod),
  }
}

function isTrue(known: Known<boolean>): Match {
  if (known.state === 'hidden') return 'unknown'
  return known.value ? 'yes' : 'no'
}

function addressesOf(pod: Pod): AddressRange[] {
  return pod.addresses.flatMap((address) => parseAddress(valueOf(address) ?? '') ?? [])
}

/** Ports that policies may call by name: those of containers that keep running (Kubernetes, FindPort). */
function namedPorts(pod: Pod, { names }: Sight): readonly ContainerPort[] {
  return pod.containers
    .filter(({ role }) => role === 'main' || role === 'sidecar')
    .flatMap(({ ports }) =>
      ports.filter(({ name }) => name.state === 'hidden' || names.has(name.value ?? '')),
    )
}

function keyOf(pod: Pod, sight: Sight): string {
  const labels = [...pod.podLabels].map(([key, value]) => [key, ...parts(value)])
  return JSON.stringify([
    pod.namespace,
    pod.podLabels.has(noLabel),
    labels.sort(),
    parts(pod.serviceAccountName),
    parts(pod.hostNetwork),
    addressesOf(pod).map(sight.atoms.indexOf),
    namedPorts(pod, sight).map(partsOfPort),
  ])
}

function partsOfPort({ name, containerPort, protocol }: ContainerPort): readonly unknown[] {
  return [name, containerPort, protocol].map(parts)
}

/** Labels of which some cannot be read answer to every key. */
const noLabel = 'a key that nobody states'

function parts(known: Known<unknown>): readonly unknown[] {
  return known.state === 'hidden' ? [] : [known.value]
}
