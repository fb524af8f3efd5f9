// Random small clusters, and the manifests that declare them.
import * as fc from 'fast-check'
import type { Arbitrary } from 'fast-check'

import type { Protocol } from '../../src/reach/ports.ts'
import type {
  RawAdminPeer,
  RawAdminPolicy,
  RawAdminRule,
  RawBlock,
  RawCiliumPeer,
  RawCiliumPolicy,
  RawCiliumRule,
  RawCluster,
  RawPeer,
  RawPod,
  RawPolicy,
  RawPort,
  RawSelector,
} from './naive.ts'

const namespaces = ['one', 'two']
export const values: readonly string[] = ['red', 'blue']
const keys = ['app', 'tier']
const names = ['http', 'dns']
export const askedPorts: readonly number[] = [1, 2, 3, 4, 5, 65_535]
export const outside: readonly string[] = ['10.0.0.9', '10.0.1.9', '192.168.0.1', '8.8.8.8']
const cidrs = ['0.0.0.0/0', '10.0.0.0/8', '10.0.0.0/24', '10.0.1.77/24', '128.0.0.0/1', '10.0.0.2/32']

const optional = { requiredKeys: [] as [] }
const key = fc.constantFrom(...keys)
const value = fc.constantFrom(...values)
const labels = fc.dictionary(key, value, { maxKeys: 2 })
const protocol = fc.constantFrom<Protocol>('TCP', 'UDP', 'SCTP')
const number = fc.integer({ min: 1, max: 5 })
const few = <T>(each: Arbitrary<T>): Arbitrary<T[]> => fc.array(each, { maxLength: 2 })
const some = <T>(each: Arbitrary<T>): Arbitrary<T[]> => fc.array(each, { minLength: 1, maxLength: 2 })

const selector: Arbitrary<RawSelector> = fc.record(
  {
    matchLabels: labels,
    matchExpressions: few(
      fc.oneof(
        fc.record({ key, operator: fc.constantFrom('In' as const, 'NotIn' as const), values: some(value) }),
        fc.record({ key, operator: fc.constantFrom('Exists' as const, 'DoesNotExist' as const) }),
      ),
    ),
  },
  optional,
)

const block: Arbitrary<RawBlock> = fc.record(
  { cidr: fc.constantFrom(...cidrs), except: few(fc.constantFrom(...cidrs)) },
  { requiredKeys: ['cidr'] },
)

const port: Arbitrary<RawPort> = fc.oneof(
  fc.record({ protocol, port: fc.oneof(number, fc.constantFrom(...names)) }, optional),
  fc.record({ port: fc.integer({ min: 1, max: 3 }), endPort: fc.integer({ min: 3, max: 65_535 }) }),
)

const peer: Arbitrary<RawPeer> = fc.oneof(
  fc.record({ podSelector: selector }),
  fc.record({ namespaceSelector: selector }),
  fc.record({ podSelector: selector, namespaceSelector: selector }),
  fc.record({ ipBlock: block }),
)

const rules = fc.array(fc.record({ peers: few(peer), ports: few(port) }, optional), { maxLength: 2 })

const policy: Arbitrary<RawPolicy> = fc.record(
  {
    namespace: fc.constantFrom(...namespaces),
    podSelector: selector,
    policyTypes: fc.uniqueArray(fc.constantFrom('Ingress' as const, 'Egress' as const)),
    ingress: rules,
    egress: rules,
  },
  { requiredKeys: ['namespace', 'podSelector'] },
)

const namedPods = fc.record({ pods: fc.record({ namespaceSelector: selector, podSelector: selector }) })
const wholeNamespaces = fc.record({ namespaces: selector })
const adminPeer: Arbitrary<RawAdminPeer> = fc.oneof(
  namedPods,
  wholeNamespaces,
  fc.record({ networks: some(fc.constantFrom('0.0.0.0/0', '10.0.0.0/8', '10.0.0.0/24')) }),
)

const adminRules: Arbitrary<readonly RawAdminRule[]> = fc.array(
  fc.record(
    {
      action: fc.constantFrom('Accept' as const, 'Deny' as const, 'Pass' as const),
      peers: some(adminPeer),
      ports: some(
        fc.oneof(
          fc.record({ protocol, port: number }),
          fc.record({ protocol, port: number, endPort: fc.integer({ min: 6, max: 65_535 }) }),
          fc.record({ named: fc.constantFrom(...names) }),
        ),
      ),
    },
    { requiredKeys: ['action', 'peers'] },
  ),
  { maxLength: 3 },
)

const adminPolicies: Arbitrary<RawAdminPolicy[]> = fc.uniqueArray(
  fc.record({
    tier: fc.constantFrom('Admin' as const, 'Baseline' as const),
    priority: fc.integer({ min: 0, max: 9 }),
    subject: fc.oneof(namedPods, wholeNamespaces),
    ingress: adminRules,
    egress: adminRules,
  }),
  { selector: ({ priority }) => priority, maxLength: 3 },
)

const ciliumPeer: Arbitrary<RawCiliumPeer> = fc.oneof(
  fc.record({ endpoints: selector }),
  fc.record({ entity: fc.constantFrom('world' as const, 'cluster' as const, 'all' as const) }),
  fc.record({ block }),
)

const ciliumRules: Arbitrary<readonly RawCiliumRule[]> = fc.array(
  fc.record(
    {
      peers: some(ciliumPeer),
      ports: some(fc.record({ protocol, port: number }, { requiredKeys: ['port'] })),
    },
    optional,
  ),
  { maxLength: 2 },
)

const ciliumPolicy: Arbitrary<RawCiliumPolicy> = fc.record({
  namespace: fc.constantFrom(...namespaces),
  endpointSelector: selector,
  rules: fc.record({
    ingress: ciliumRules,
    egress: ciliumRules,
    ingressDeny: ciliumRules,
    egressDeny: ciliumRules,
  }),
})

const pods: Arbitrary<RawPod[]> = fc
  .array(
    fc.record({
      namespace: fc.constantFrom(...namespaces),
      labels,
      ports: fc.uniqueArray(fc.record({ name: fc.constantFrom(...names), containerPort: number, protocol }), {
        selector: ({ name }) => name,
        maxLength: 2,
      }),
    }),
    { minLength: 2, maxLength: 4 },
  )
  .map((list) =>
    list.map((each, index) => ({ ...each, name: `pod-${index}`, address: `10.0.${index % 2}.${index}` })),
  )

export const randomCluster: Arbitrary<RawCluster> = fc.record({
  namespaces: fc.record({ one: labels, two: labels }),
  pods,
  policies: fc.array(policy, { maxLength: 4 }),
  admin: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, { weight: 3, arbitrary: adminPolicies }),
  cilium: fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(ciliumPolicy, { maxLength: 2 }) },
  ),
})

/** JSON is YAML. */
export function manifestsOf(cluster: RawCluster): readonly string[] {
  return objectsOf(cluster).map((object) => JSON.stringify(object))
}

function objectsOf(cluster: RawCluster): readonly object[] {
  return [
    ...Object.entries(cluster.namespaces).map(([name, own]) => ({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name, labels: own },
    })),
    ...cluster.pods.map(podObject),
    ...cluster.policies.map(policyObject),
    ...cluster.admin.map(adminObject),
    ...cluster.cilium.map(ciliumObject),
  ]
}

function podObject({ namespace, name, labels: own, address, ports }: RawPod): object {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace, labels: own },
    spec: { containers: [{ name: 'main', image: 'i', ports }] },
    status: { podIP: address },
  }
}

function policyObject(
  { namespace, podSelector, policyTypes, ingress, egress }: RawPolicy,
  index: number,
): object {
  const rulesOf = (list: RawPolicy['ingress'], side: string): object | undefined =>
    list?.map(({ peers, ports }) => ({ [side]: peers, ports }))
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: `policy-${index}`, namespace },
    spec: { podSelector, policyTypes, ingress: rulesOf(ingress, 'from'), egress: rulesOf(egress, 'to') },
  }
}

function adminObject({ tier, priority, subject, ingress, egress }: RawAdminPolicy): object {
  const rulesOf = (list: readonly RawAdminRule[], side: string): object =>
    list.map(({ action, peers, ports }) => ({ action, [side]: peers, protocols: ports?.map(protocolObject) }))
  return {
    apiVersion: 'policy.networking.k8s.io/v1alpha2',
    kind: 'ClusterNetworkPolicy',
    metadata: { name: `policy-${priority}` },
    spec: { tier, priority, subject, ingress: rulesOf(ingress, 'from'), egress: rulesOf(egress, 'to') },
  }
}

function protocolObject(each: RawPort | { readonly named: string }): object {
  if ('named' in each) return { destinationNamedPort: each.named }
  const { protocol: own = 'TCP', port: first, endPort } = each
  const destinationPort =
    endPort === undefined ? { number: first } : { range: { start: first, end: endPort } }
  return { [own.toLowerCase()]: { destinationPort } }
}

function ciliumObject({ namespace, endpointSelector, rules: own }: RawCiliumPolicy, index: number): object {
  const rulesOf = (list: readonly RawCiliumRule[], side: string): object =>
    list.map(({ peers, ports }) => ({
      ...(peers === undefined ? {} : ciliumPeers(peers, side)),
      ...(ports === undefined
        ? {}
        : { toPorts: [{ ports: ports.map((each) => ({ ...each, port: `${each.port}` })) }] }),
    }))
  return {
    apiVersion: 'cilium.io/v2',
    kind: 'CiliumNetworkPolicy',
    metadata: { name: `cilium-${index}`, namespace },
    spec: {
      endpointSelector,
      ingress: rulesOf(own.ingress, 'from'),
      egress: rulesOf(own.egress, 'to'),
      ingressDeny: rulesOf(own.ingressDeny, 'from'),
      egressDeny: rulesOf(own.egressDeny, 'to'),
    },
  }
}

function ciliumPeers(peers: readonly RawCiliumPeer[], side: string): object {
  const endpoints = peers.flatMap((each) => ('endpoints' in each ? [each.endpoints] : []))
  const entities = peers.flatMap((each) => ('entity' in each ? [each.entity] : []))
  const blocks = peers.flatMap((each) => ('block' in each ? [each.block] : []))
  return {
    ...(endpoints.length === 0 ? {} : { [`${side}Endpoints`]: endpoints }),
    ...(entities.length === 0 ? {} : { [`${side}Entities`]: entities }),
    ...(blocks.length === 0 ? {} : { [`${side}CIDRSet`]: blocks }),
  }
}
