// NetworkPolicy: one test for each trap of its semantics. Expectations are written by hand.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { cluster, namespace, pod, podWithPorts, policy } from './cluster.ts'

const two = [namespace('a'), namespace('b'), pod('a/web'), pod('a/db'), pod('b/web')]
const toWeb = '{ podSelector: { matchLabels: { app: web } }'

test('without policies everything reaches everything', () => {
  const { ask, connection } = cluster(two)
  assert.equal(ask('a/web', 'b/web'), 'every port')
  assert.equal(ask('b/web', '1.1.1.1'), 'every port')
  assert.equal(connection('a/web', 'b/web').egress.reason, 'no-policy')
})

describe('policyTypes', () => {
  test('absent: ingress always, egress where a rule stands', () => {
    const { ask } = cluster([...two, policy('a', '{ podSelector: {} }')])
    assert.equal(ask('b/web', 'a/web'), 'no port')
    assert.equal(ask('a/web', 'b/web'), 'every port')
  })
  test('absent with an empty egress list: ingress only', () => {
    const { ask } = cluster([...two, policy('a', '{ podSelector: {}, egress: [] }')])
    assert.equal(ask('a/web', 'b/web'), 'every port')
  })
  test('absent with an egress rule: both', () => {
    const { ask } = cluster([...two, policy('a', '{ podSelector: {}, egress: [{ ports: [{ port: 1 }] }] }')])
    assert.equal(ask('a/web', 'b/web'), 'TCP 1')
    assert.equal(ask('b/web', 'a/web'), 'no port')
  })
  test('a rule of a direction that is not named has no effect', () => {
    const other = policy('a', '{ podSelector: {}, policyTypes: [Ingress] }', 'deny')
    const { ask } = cluster([
      ...two,
      other,
      policy('a', '{ podSelector: {}, policyTypes: [Egress], ingress: [{}] }'),
    ])
    assert.equal(ask('b/web', 'a/web'), 'no port')
  })
})

describe('nothing, null and {}', () => {
  const ingress = (rules: string): string =>
    cluster([...two, policy('a', `${toWeb}, ingress: ${rules} }`)]).ask('b/web', 'a/web')
  test('no rules deny, an empty rule allows', () => {
    assert.equal(ingress('[]'), 'no port')
    assert.equal(ingress('[{}]'), 'every port')
    assert.equal(ingress('[null]'), 'every port')
  })
  test('no peers mean everybody, also outside', () => {
    assert.equal(ingress('[{ from: [] }]'), 'every port')
    const { ask } = cluster([...two, policy('a', `${toWeb}, ingress: [{ from: [] }] }`)])
    assert.equal(ask('1.1.1.1', 'a/web'), 'every port')
  })
  test('pods stand for nobody outside', () => {
    const { ask } = cluster([
      ...two,
      policy('a', `${toWeb}, ingress: [{ from: [{ namespaceSelector: {} }] }] }`),
    ])
    assert.equal(ask('1.1.1.1', 'a/web'), 'no port')
    assert.equal(ask('b/web', 'a/web'), 'every port')
  })
  test('an absent pod selector selects the namespace', () => {
    assert.equal(cluster([...two, policy('a', '{ policyTypes: [Ingress] }')]).ask('b/web', 'a/db'), 'no port')
  })
})

describe('peers', () => {
  const objects = [
    namespace('a', '{ team: red }'),
    namespace('b', '{ team: blue }'),
    ...['a/web', 'a/db', 'b/web', 'b/db'].map((name) => pod(name)),
  ]
  const from = (peers: string, name: string): string =>
    cluster([...objects, policy('a', `${toWeb}, ingress: [{ from: [${peers}] }] }`)]).ask(name, 'a/web')
  const blue = 'namespaceSelector: { matchLabels: { team: blue } }'
  const db = 'podSelector: { matchLabels: { app: db } }'
  test('two selectors in one peer must both match', () => {
    assert.equal(from(`{ ${blue}, ${db} }`, 'b/db'), 'every port')
    assert.equal(from(`{ ${blue}, ${db} }`, 'b/web'), 'no port')
    assert.equal(from(`{ ${blue}, ${db} }`, 'a/db'), 'no port')
  })
  test('of two peers one suffices', () => {
    const peers = `{ ${blue} }, { ${db} }`
    assert.equal(from(peers, 'b/web'), 'every port')
    assert.equal(from(peers, 'a/db'), 'every port')
  })
  test('a pod selector alone is about the policy’s own namespace', () => {
    assert.equal(from(`{ ${db} }`, 'a/db'), 'every port')
    assert.equal(from(`{ ${db} }`, 'b/db'), 'no port')
  })
  test('every namespace has a label of its name', () => {
    const named = 'namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: b } }'
    assert.equal(from(`{ ${named} }`, 'b/db'), 'every port')
    assert.equal(from(`{ ${named} }`, 'a/db'), 'no port')
  })
  test('NotIn and DoesNotExist match what lacks the label, In and Exists do not', () => {
    const by = (expression: string): string =>
      from(`{ podSelector: { matchExpressions: [{ ${expression} }] } }`, 'a/db')
    assert.equal(by('key: tier, operator: NotIn, values: [x]'), 'every port')
    assert.equal(by('key: tier, operator: DoesNotExist'), 'every port')
    assert.equal(by('key: tier, operator: In, values: [x]'), 'no port')
    assert.equal(by('key: tier, operator: Exists'), 'no port')
  })
})

const named = podWithPorts(
  'a/web',
  '{ name: http, containerPort: 8080 }, { name: dns, containerPort: 53, protocol: UDP }',
)

/** What a list of ports opens. */
function ports(list: string, to = named): string {
  const open = policy('a', `{ podSelector: {}, ingress: [{ ports: [${list}] }] }`)
  return cluster([namespace('a'), to, pod('b/web'), open]).ask('b/web', 'a/web')
}

describe('ports', () => {
  test('the protocol is TCP unless stated, and a protocol alone means all its ports', () => {
    assert.equal(ports('{ port: 80 }'), 'TCP 80')
    assert.equal(ports('{ protocol: UDP }, { port: 9, protocol: SCTP }'), 'UDP every port; SCTP 9')
    assert.equal(ports('{}'), 'TCP every port')
  })
  test('ranges', () => {
    assert.equal(ports('{ port: 80, endPort: 90 }, { port: 91 }'), 'TCP 80-91')
    assert.equal(ports('{ port: 90, endPort: 80 }'), 'no port')
    assert.equal(ports('{ port: 0 }'), 'no port')
    assert.equal(ports('{ port: 70000 }'), 'no port')
  })
})

describe('names of ports', () => {
  test('a name is that of the destination’s port, with the same protocol', () => {
    assert.equal(ports('{ port: http }'), 'TCP 8080')
    assert.equal(ports('{ port: dns }'), 'no port')
    assert.equal(ports('{ port: dns, protocol: UDP }'), 'UDP 53')
    assert.equal(ports('{ port: none }'), 'no port')
  })
  test('of an egress rule, too, for each destination its own', () => {
    const { ask } = cluster([
      ...two,
      podWithPorts('b/one', '{ name: http, containerPort: 1 }'),
      podWithPorts('b/two', '{ name: http, containerPort: 2 }'),
      policy('a', '{ podSelector: {}, policyTypes: [Egress], egress: [{ ports: [{ port: http }] }] }'),
    ])
    assert.equal(ask('a/web', 'b/one'), 'TCP 1')
    assert.equal(ask('a/web', 'b/two'), 'TCP 2')
    assert.equal(ask('a/web', '1.1.1.1'), 'no port')
  })
  test('ports of sidecars have names, those of other init containers and of ephemeral ones have not', () => {
    const sidecar = (restart: string): string =>
      pod(
        'a/web',
        `initContainers: [{ name: s, image: i, ${restart}ports: [{ name: http, containerPort: 7 }] }]`,
      )
    assert.equal(ports('{ port: http }', sidecar('restartPolicy: Always, ')), 'TCP 7')
    assert.equal(ports('{ port: http }', sidecar('')), 'no port')
  })
})
