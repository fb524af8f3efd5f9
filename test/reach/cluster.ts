// A small cluster written as manifests, and short answers to who reaches whom in it.
import assert from 'node:assert/strict'

import { parseAddress, parseCidr } from '../../src/kernel/cidr.ts'
import { link } from '../../src/link/link.ts'
import type { Platform } from '../../src/model/platform.ts'
import { apiServer, dns, type Endpoint, imds, wireServer } from '../../src/reach/endpoint.ts'
import { describePorts, isEmpty } from '../../src/reach/ports.ts'
import type { Connection } from '../../src/reach/connection.ts'
import { buildReach, type Reach, type ReachOptions } from '../../src/reach/reach.ts'
import { parseKubernetes } from '../../src/sources/kubernetes/parse.ts'

export interface Cluster {
  readonly platform: Platform
  readonly reach: Reach
  readonly end: (name: string) => Endpoint
  readonly connection: (from: string, to: string) => Connection
  /** `TCP 80`, with ` (undecided: …)` behind it where something is not known. */
  readonly ask: (from: string, to: string) => string
}

export function platformOf(objects: readonly string[]): Platform {
  const { facts, problems } = parseKubernetes({ path: 'all.yaml', text: objects.join('\n---\n') })
  assert.deepEqual(
    problems.filter(({ code }) => code === 'broken-syntax'),
    [],
  )
  return link(facts, { kubernetesVersion: '1.34', platformNamespaces: [], untrustedNamespaces: [] })
}

export function cluster(objects: readonly string[], options: ReachOptions = {}): Cluster {
  const platform = platformOf(objects)
  const reach = buildReach(platform, options)
  const end = (name: string): Endpoint => endpointOf(name, platform)
  const connection = (from: string, to: string): Connection => reach.connection(end(from), end(to))
  const ask = (from: string, to: string): string => {
    const { allowed, undecided } = connection(from, to)
    const doubt = isEmpty(undecided) ? '' : ` (undecided: ${describePorts(undecided)})`
    return `${describePorts(allowed)}${doubt}`
  }
  return { platform, reach, end, connection, ask }
}

const special: Readonly<Record<string, Endpoint>> = {
  imds,
  wireServer,
  dns,
  apiServer,
  'own node': { kind: 'node', isOwn: 'yes' },
  'other node': { kind: 'node', isOwn: 'no' },
  node: { kind: 'node', isOwn: 'unknown' },
}

/** `namespace/name` of a pod, an address, a CIDR or a special place. */
function endpointOf(name: string, platform: Platform): Endpoint {
  const known = special[name]
  if (known !== undefined) return known
  const range = parseAddress(name) ?? parseCidr(name)
  if (range !== undefined) return { kind: 'address', range }
  const pod = platform.all('pod').find((each) => `${each.namespace}/${each.name}` === name)
  if (pod === undefined) throw new Error(`There is no pod ${name}.`)
  return { kind: 'pod', pod }
}

/** `a/web` with labels `{ app: web }` unless others are given. */
export function pod(name: string, spec = '', labels?: string): string {
  const [namespace = '', own = ''] = name.split('/')
  return `apiVersion: v1
kind: Pod
metadata: { name: ${own}, namespace: ${namespace}, labels: ${labels ?? `{ app: ${own} }`} }
spec: { containers: [{ name: main, image: i }]${spec === '' ? '' : `, ${spec}`} }`
}

export function podWithPorts(name: string, ports: string): string {
  return pod(name).replace('image: i }', `image: i, ports: [${ports}] }`)
}

export function namespace(name: string, labels = '{}'): string {
  return `apiVersion: v1\nkind: Namespace\nmetadata: { name: ${name}, labels: ${labels} }`
}

export function policy(place: string, spec: string, name = 'policy'): string {
  return `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: ${name}, namespace: ${place} }\nspec: ${spec}`
}

export function adminPolicy(priority: number, spec: string): string {
  return `apiVersion: policy.networking.k8s.io/v1alpha1\nkind: AdminNetworkPolicy\nmetadata: { name: p${priority} }\nspec: { priority: ${priority}, ${spec} }`
}

export function baselinePolicy(spec: string): string {
  return `apiVersion: policy.networking.k8s.io/v1alpha1\nkind: BaselineAdminNetworkPolicy\nmetadata: { name: default }\nspec: { ${spec} }`
}

export function clusterPolicy(tier: string, priority: number, spec: string): string {
  return `apiVersion: policy.networking.k8s.io/v1alpha2\nkind: ClusterNetworkPolicy\nmetadata: { name: ${tier.toLowerCase()}-${priority} }\nspec: { tier: ${tier}, priority: ${priority}, ${spec} }`
}

export function cilium(place: string, spec: string): string {
  return `apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: { name: policy, namespace: ${place} }\nspec: ${spec}`
}

export function ciliumClusterwide(spec: string): string {
  return `apiVersion: cilium.io/v2\nkind: CiliumClusterwideNetworkPolicy\nmetadata: { name: policy }\nspec: ${spec}`
}
