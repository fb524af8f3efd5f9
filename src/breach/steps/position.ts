import { remember } from '../../kernel/remember.ts'
import type { Container, Pod } from '../../model/pod.ts'
import { lastingNameOf } from '../../model/lasting.ts'
import { objectName } from '../../model/object.ts'
import type { Origin } from '../../model/origin.ts'
import { partyLabel } from './party.ts'
import { generalPoolName } from './pool.ts'
import type { PodClass } from '../../reach/class.ts'

/** Something that an attacker can hold: a place where his code runs, a credential, an asset. */
export interface Position {
  readonly kind: PositionKind
  /** Unique on one platform: kind and name. */
  readonly key: string
  /** For people: `container acme/llm/server`. */
  readonly label: string
  /** Where it is declared. */
  readonly origin?: Origin
  /** The pool whose nodes it belongs to. */
  readonly pool?: string
  /** Instances of barriers that fall once it is held. */
  readonly undermines?: readonly string[]
}

export type PositionKind =
  | 'code'
  | 'container'
  | 'pod'
  | 'network'
  | 'pod-network'
  | 'port'
  | 'service'
  | 'node'
  | 'account'
  | 'cluster'
  | 'workloads'
  | 'pods'
  | 'ports'
  | 'accounts'
  | 'secrets'
  | 'switch'
  | 'secret'
  | 'objects'
  | 'storage'
  | 'node-network'
  | 'node-files'
  | 'volumes'
  | 'processes'
  | 'shared-memory'
  | 'gpu-memory'
  | 'gpu-turns'
  | 'traffic'
  | 'metadata'
  | 'cloud-identity'
  | 'image-copies'
  | 'registry'
  | 'registry-push'
  | 'cloud'
  | 'outside'
  | 'tenant'
  | 'neighbours'
  | 'influence'
  | 'drain'

export function workloadName(pod: Pod): string {
  return pod.part === '' ? objectName(pod) : `${objectName(pod)}/${pod.part}`
}

/** The same for what outlives a rollout: pods of one controller share it. */
export function lastingWorkloadName(pod: Pod): string {
  if (pod.replicaOf !== undefined) return lastingWorkloadName(pod.replicaOf)
  const { namespace, part } = pod
  const name = objectName({ namespace, ...lastingNameOf(pod) })
  return part === '' ? name : `${name}/${part}`
}

/** `acme/llm`: how reports name a workload. */
export function workloadLabel(pod: Pod): string {
  const { namespace, part } = pod
  const { name } = lastingNameOf(pod)
  const own = part === '' ? name : `${name}/${part}`
  return namespace === '' ? own : `${namespace}/${own}`
}

/** `Deployment acme/llm`: how sentences name a workload. */
export function podLabel(pod: Pod): string {
  return `${lastingNameOf(pod).kind} ${workloadLabel(pod)}`
}

/** Code runs in one container. */
export const containerPosition: (container: Container) => Position = remember(({ pod, name, origin }) => ({
  kind: 'container',
  key: `container:${workloadName(pod)}/${name}`,
  label: `container ${workloadLabel(pod)}/${name}`,
  origin,
}))

/** Code runs in some container of a tenant: whichever leads furthest. */
export function codePosition(tenant: string): Position {
  return named('code', tenant, `code of tenant ${tenant}`)
}

/** Code runs in a pod: in any of its running containers. */
export const podPosition: (pod: Pod) => Position = remember((pod) => ({
  kind: 'pod',
  key: `pod:${workloadName(pod)}`,
  label: `pod ${workloadLabel(pod)}`,
  origin: pod.origin,
}))

/** `acme/llm`, or where policies treat several pods alike `pods like acme/llm`: a class is called after one of them. */
export function classLabel({ pods }: PodClass): string {
  const [first] = pods
  return pods.length === 1 ? workloadLabel(first) : `pods like ${workloadLabel(first)}`
}

/** Sends packets as pods of one class do: the same policies are about them. */
export const networkPosition: (pods: PodClass) => Position = remember((pods) =>
  named('network', `${pods.id}`, `the network of ${classLabel(pods)}`),
)

/** Sends packets that no policy of the sender's own end holds back. */
export const podNetworkPosition: Position = named(
  'pod-network',
  'cluster',
  'the pod network, past the sender’s own policies',
)

/** Talks to what listens in pods of one class. */
export const portPosition: (pods: PodClass) => Position = remember((pods) =>
  named('port', `${pods.id}`, `the ports of ${classLabel(pods)}`),
)

/** Talks to TCP ports of the pods of one class that serve whoever connects. */
export function servicePosition(
  { id }: PodClass,
  ports: readonly number[],
  serving: readonly Pod[],
): Position {
  const [first, ...others] = new Set(serving.map(workloadLabel))
  const names = `TCP port${ports.length === 1 ? '' : 's'} ${ports.join(', ')}`
  const beside = others.length === 0 ? '' : ` and ${others.length} more`
  return named('service', `${id}/${ports.join('-')}`, `${names} of ${first ?? ''}${beside}`)
}

/** Uses a GPU in turns with what else runs on a node of a pool. */
export function gpuMemoryPosition(pool: string): Position {
  return inPool('gpu-memory', pool, `the memory of GPUs on ${pool}`)
}

/** Nodes that nothing tells apart are one pool, called after what it is. */
function nodeLabel(pool: string): string {
  return pool === generalPoolName ? 'a node' : `a node of ${pool}`
}

/** Keeps the GPUs of a pool from those that take turns on them. */
export function gpuTurnsPosition(pool: string): Position {
  return inPool('gpu-turns', pool, `the turns on GPUs of ${pool}`)
}

/** Root on a node of a pool. */
export function nodePosition(pool: string): Position {
  return inPool('node', pool, nodeLabel(pool))
}

/** Sends and receives as a node does. */
export function nodeNetworkPosition(pool: string): Position {
  return inPool('node-network', pool, `the network of ${nodeLabel(pool)}`)
}

/** Sends as some node of the cluster: to pods on other nodes and out of the cluster all are alike. */
export const anyNodeNetworkPosition: Position = named('node-network', '*', 'the network of the nodes')

/** Sees what pods send each other over a node. */
export function trafficPosition(pool: string): Position {
  return inPool('traffic', pool, `the traffic on ${pool}`)
}

/** Reads what root reads on a node. */
export function nodeFilesPosition(pool: string): Position {
  return inPool('node-files', pool, `the files of ${nodeLabel(pool)}`)
}

/** Reads the volumes of every pod on a node: data, secrets, tokens. */
export function volumesPosition(pool: string): Position {
  return inPool('volumes', pool, `the volumes of the pods on ${pool}`)
}

/** Reads the environment and the files of what runs on a node as one user, and stops it. */
export function processesPosition(pool: string, user: string): Position {
  return { ...inPool('processes', `${pool}/${user}`, `processes of ${user} on ${pool}`), pool }
}

/** Reads and writes the memory that processes of a node share. */
export function sharedMemoryPosition(pool: string): Position {
  return inPool('shared-memory', pool, `the shared memory of ${pool}`)
}

/** Acts at the API server as a service account. */
export function accountPosition(namespace: string, name: string): Position {
  return named('account', `${namespace}/${name}`, `service account ${namespace}/${name}`)
}

/** Acts at the API server as the node itself, `system:node:…`. */
export function nodeAccountPosition(pool: string): Position {
  return named('account', `system:node:${pool}`, `the kubelet’s credential on ${pool}`)
}

/** Every right in the cluster. */
export const clusterPosition: Position = named('cluster', 'cluster', 'the whole cluster')

/** Stands for every namespace, those that nobody declares among them. */
export const everywhere = '*'

/** Starts pods of one's choice in a namespace. */
export function workloadsPosition(namespace: string): Position {
  return named('workloads', namespace, `pods of one’s choice in ${namespaceLabel(namespace)}`)
}

/** Runs code in every pod of a namespace. */
export function podsPosition(namespace: string): Position {
  return named('pods', namespace, `every pod of ${namespaceLabel(namespace)}`)
}

/** Runs the pods that nodes may call to themselves: `which` says the nodes, as people speak of them. */
export function calledPodsPosition(which: string): Position {
  return named('pods', `called ${which}`, `pods that nodes ${which} call to themselves`)
}

/** Talks to what listens in the pods of a namespace, past every network policy. */
export function portsPosition(namespace: string): Position {
  return named('ports', namespace, `every port in ${namespaceLabel(namespace)}`)
}

/** Acts as every service account of a namespace. */
export function accountsPosition(namespace: string): Position {
  return named('accounts', namespace, `every service account of ${namespaceLabel(namespace)}`)
}

/** Reads every secret of a namespace. */
export function secretsPosition(namespace: string): Position {
  return named('secrets', namespace, `every secret of ${namespaceLabel(namespace)}`)
}

export function namespaceLabel(namespace: string): string {
  return namespace === everywhere ? 'every namespace' : `namespace ${namespace}`
}

/** May take barriers away: `what` says which, as people speak of them. */
export function switchPosition(what: string, undermines: readonly string[]): Position {
  return { ...named('switch', what, `the switch of ${what}`), undermines }
}

/** Acts at the API server without a credential. */
export const anonymousPosition: Position = named(
  'account',
  'system:anonymous',
  'requests without a credential',
)

export function secretPosition(namespace: string, name: string): Position {
  return named('secret', `${namespace}/${name}`, `secret ${namespace}/${name}`)
}

/** Reads secrets of certain names in every namespace that has them. */
export const namedSecretsPosition: Position = named(
  'secret',
  everywhere,
  'secrets of a name in every namespace',
)

/** Reads objects of one sort in every namespace: `what` says which, as people speak of them. */
export function objectsPosition(what: string): Position {
  return named('objects', what, `the ${what} of every namespace`)
}

/** Reads storage that outlives a pod, by the name under which pods share it. */
export function storagePosition(key: string): Position {
  return named('storage', key, key)
}

/** Writes to such storage: what others load from there is the attacker's. */
export function storageWritePosition(key: string): Position {
  return named('storage', `writing ${key}`, `writing to ${key}`)
}

/** The metadata service answers as to the node itself. */
export function metadataPosition(pool: string): Position {
  return inPool('metadata', pool, `the instance metadata service of ${pool}`)
}

/** Holds tokens of a managed identity or application in Entra. */
export function cloudIdentityPosition(name: string): Position {
  return named('cloud-identity', name, `managed identity ${name}`)
}

/** Whichever it wants: as many ways as identities, instead of one from each to each other. */
export const anyCloudIdentityPosition: Position = named('cloud-identity', '*', 'any managed identity')

/** Reads the copies of images that lie on nodes. */
export const imageCopiesPosition: Position = named('image-copies', 'nodes', 'images that lie on nodes')

/** Reads every image of the platform's own registry. */
export const registryPosition: Position = named('registry', 'registry', 'the platform’s registry')

/** Writes images of the platform's own registry. */
export const registryPushPosition: Position = named('registry-push', 'registry', 'pushing to the registry')

/** Rights in Azure beyond those of the nodes' own identity. */
export const cloudPosition: Position = named('cloud', 'cloud', 'the Azure subscription')

/** Any address of the internet. */
export const outsidePosition: Position = named('outside', 'internet', 'the internet')

/** Data of a tenant, or code in one of its pods. */
export function tenantPosition(tenant: string): Position {
  return named('tenant', tenant, partyLabel(tenant))
}

/** A hold on what the pods of a pool share: enough to slow down, stop or overhear the others. */
export function neighboursPosition(pool: string): Position {
  return inPool('neighbours', pool, `the neighbours on ${pool}`)
}

/** Slows down, stops or overhears the containers of a tenant. */
export function influencePosition(tenant: string): Position {
  return named('influence', tenant, `the performance of ${partyLabel(tenant)}`)
}

/** A resource without bound. */
export function drainPosition(resource: string): Position {
  return named('drain', resource, `${resource} without bound`)
}

function named(kind: PositionKind, name: string, label: string): Position {
  return { kind, key: `${kind}:${name}`, label }
}

/** Pools are told apart by their names. */
function inPool(kind: PositionKind, pool: string, label: string): Position {
  return { ...named(kind, pool, label), pool }
}
