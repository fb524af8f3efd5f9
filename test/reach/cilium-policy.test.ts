// Cilium's policies, as far as manifests decide them. Expectations are written by hand.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { cilium, ciliumClusterwide, cluster, namespace, pod, podWithPorts, policy } from './cluster.ts'

const objects = [
  namespace('a', '{ team: red }'),
  namespace('b', '{ team: blue }'),
  podWithPorts('a/web', '{ name: http, containerPort: 8080 }'),
  pod('a/db'),
  pod('b/web'),
]
const every = 'endpointSelector: {}'
const isolated = 'no port'
const egress = (rules: string, to: string): string =>
  cluster([...objects, cilium('a', `{ ${every}, ${rules} }`)]).ask('a/web', to)

test('a rule isolates, an empty one allows nothing; without rules nothing is isolated', () => {
  assert.equal(egress('egress: [{}]', 'b/web'), isolated)
  assert.equal(egress('egress: []', 'b/web'), 'every port')
  assert.equal(egress('ingress: [{}]', 'b/web'), 'every port')
  assert.equal(egress('enableDefaultDeny: { egress: false }, egress: [{}]', 'b/web'), 'every port')
})

describe('endpoints', () => {
  test('are those of the policy’s namespace unless it names others', () => {
    const to = (selector: string, name: string): string =>
      egress(`egress: [{ toEndpoints: [${selector}] }]`, name)
    assert.equal(to('{}', 'a/db'), 'every port')
    assert.equal(to('{}', 'b/web'), isolated)
    assert.equal(to('{ matchLabels: { "k8s:app": db } }', 'a/db'), 'every port')
    assert.equal(
      to('{ matchLabels: { app: web, "k8s:io.kubernetes.pod.namespace": b } }', 'b/web'),
      'every port',
    )
    assert.equal(to('{ matchLabels: { io.cilium.k8s.namespace.labels.team: blue } }', 'b/web'), 'every port')
    assert.equal(to('{ matchLabels: { io.cilium.k8s.namespace.labels.team: blue } }', 'a/db'), isolated)
  })
  test('of a policy for the whole cluster are everywhere, and never outside', () => {
    const { ask } = cluster([...objects, ciliumClusterwide(`{ ${every}, egress: [{ toEndpoints: [{}] }] }`)])
    assert.equal(ask('a/web', 'b/web'), 'every port')
    assert.equal(ask('a/web', '1.1.1.1'), isolated)
  })
  test('an empty list of them is nobody', () => {
    assert.equal(egress('egress: [{ toEndpoints: [] }]', 'a/db'), isolated)
  })
  test('labels that Cilium leaves out of identities may not match', () => {
    const labels = '{ pod-template-hash: x }'
    const { ask } = cluster([
      namespace('a'),
      pod('a/web'),
      pod('a/db', '', labels),
      cilium('a', `{ ${every}, egress: [{ toEndpoints: [{ matchLabels: ${labels} }] }] }`),
    ])
    assert.equal(ask('a/web', 'a/db'), 'no port (undecided: every port)')
  })
  test('what else is required of them is not modelled', () => {
    assert.equal(
      egress('egress: [{ toRequires: [{ matchLabels: { x: z } }], toEndpoints: [{}] }]', 'a/db'),
      'no port (undecided: every port)',
    )
  })
})

describe('entities', () => {
  const to = (entity: string, name: string): string => egress(`egress: [{ toEntities: [${entity}] }]`, name)
  test('world is outside, cluster inside, all both', () => {
    assert.deepEqual(
      ['1.1.1.1', 'imds', 'b/web', 'other node'].map((name) => to('world', name)),
      ['every port', 'every port', isolated, isolated],
    )
    assert.deepEqual(
      ['1.1.1.1', 'b/web', 'other node'].map((name) => to('cluster', name)),
      [isolated, 'every port', 'every port'],
    )
    assert.deepEqual(
      ['1.1.1.1', 'b/web', 'apiServer'].map((name) => to('all', name)),
      ['every port', 'every port', 'every port'],
    )
  })
  test('the API server has one of its own, and may be outside or in the cluster', () => {
    assert.equal(to('kube-apiserver', 'apiServer'), 'every port')
    assert.equal(to('kube-apiserver', 'b/web'), isolated)
    assert.equal(to('world', 'apiServer'), 'no port (undecided: every port)')
  })
  test('hosts', () => {
    assert.equal(to('host', 'other node'), isolated)
    assert.equal(to('remote-node', 'other node'), 'no port (undecided: every port)')
  })
})

describe('addresses and names', () => {
  test('blocks never stand for pods', () => {
    const all = 'egress: [{ toCIDR: [0.0.0.0/0] }]'
    assert.equal(egress(all, '1.1.1.1'), 'every port')
    assert.equal(egress(all, 'b/web'), isolated)
    assert.equal(
      egress('egress: [{ toCIDRSet: [{ cidr: 10.0.0.0/8, except: [10.1.0.0/16] }] }]', '10.1.0.1'),
      isolated,
    )
  })
  test('a name may resolve to any address but those of the node’s own metadata', () => {
    const name = 'egress: [{ toFQDNs: [{ matchName: hub.example.org }] }]'
    assert.equal(egress(name, '1.1.1.1'), 'no port (undecided: every port)')
    assert.equal(egress(name, 'imds'), isolated)
    assert.equal(egress(name, 'b/web'), isolated)
    assert.equal(
      egress('egress: [{ toFQDNs: [{ matchPattern: "*" }] }]', 'imds'),
      'no port (undecided: every port)',
    )
  })
  test('services and groups are not modelled', () => {
    assert.equal(
      egress('egress: [{ toServices: [{ k8sService: { serviceName: x } }] }]', 'b/web'),
      'no port (undecided: every port)',
    )
    assert.equal(
      egress('egress: [{ toGroups: [{ aws: {} }] }]', '1.1.1.1'),
      'no port (undecided: every port)',
    )
  })
})

describe('deny', () => {
  test('wins over every allow, a NetworkPolicy’s too', () => {
    const deny = cilium('a', `{ ${every}, egressDeny: [{ toEntities: [world] }] }`)
    const open = policy('a', '{ podSelector: {}, policyTypes: [Egress], egress: [{}] }')
    const { ask } = cluster([...objects, deny, open])
    assert.equal(ask('a/web', '1.1.1.1'), 'no port')
    assert.equal(ask('a/web', 'b/web'), 'every port')
  })
  test('isolates by itself', () => {
    assert.equal(egress('egressDeny: [{ toEntities: [world] }]', 'b/web'), isolated)
  })
  test('without default deny takes away only what it names', () => {
    const rules =
      'enableDefaultDeny: { egress: false }, egressDeny: [{ toEntities: [world], toPorts: [{ ports: [{ port: "53" }] }] }]'
    assert.equal(egress(rules, '1.1.1.1'), 'TCP 1-52, 54-65535; UDP 1-52, 54-65535; SCTP 1-52, 54-65535')
  })
})

describe('ports', () => {
  const ports = (text: string): string =>
    cluster([
      ...objects,
      cilium('a', `{ ${every}, ingress: [{ fromEntities: [all], toPorts: [${text}] }] }`),
    ]).ask('b/web', 'a/web')
  test('are of any protocol unless stated; 0 is every port; names are the pod’s', () => {
    assert.equal(ports('{ ports: [{ port: "80" }] }'), 'TCP 80; UDP 80; SCTP 80')
    assert.equal(ports('{ ports: [{ port: "80", endPort: 90, protocol: TCP }] }'), 'TCP 80-90')
    assert.equal(ports('{ ports: [{ port: "0", protocol: UDP }] }'), 'UDP every port')
    assert.equal(ports('{ ports: [{ port: http, protocol: TCP }] }'), 'TCP 8080')
  })
  test('a rule that looks into requests opens the port, and says so', () => {
    const narrowed = cilium(
      'a',
      `{ ${every}, ingress: [{ toPorts: [{ ports: [{ port: "80", protocol: TCP }], rules: { http: [{ method: GET }] } }] }] }`,
    )
    const { ask, connection } = cluster([...objects, narrowed])
    assert.equal(ask('b/web', 'a/web'), 'TCP 80')
    assert.deepEqual(
      connection('b/web', 'a/web').ingress.decisions.map(({ rule }) => rule.isNarrowed),
      [true],
    )
  })
  test('a rule about ICMP opens none', () => {
    assert.equal(egress('egress: [{ icmps: [{ fields: [{ type: 8 }] }] }]', 'b/web'), isolated)
  })
})

test('together with a NetworkPolicy either may allow, either may isolate', () => {
  const network = policy(
    'a',
    '{ podSelector: {}, policyTypes: [Egress], egress: [{ ports: [{ port: 80 }] }] }',
  )
  const own = cilium(
    'a',
    `{ ${every}, egress: [{ toEntities: [cluster], toPorts: [{ ports: [{ port: "90", protocol: TCP }] }] }] }`,
  )
  assert.equal(cluster([...objects, network, own]).ask('a/web', 'b/web'), 'TCP 80, 90')
})
