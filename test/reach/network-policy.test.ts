// NetworkPolicy: one test for each trap of its semantics. Expectations are written by hand.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { connectService } from '../../src/reach/service.ts'
import { describePorts } from '../../src/reach/ports.ts'
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

describe('ports', () => {
  const ports = (
    list: string,
    to = podWithPorts(
      'a/web',
      '{ name: http, containerPort: 8080 }, { name: dns, containerPort: 53, protocol: UDP }',
    ),
  ): string =>
    cluster([
      namespace('a'),
      to,
      pod('b/web'),
      policy('a', `{ podSelector: {}, ingress: [{ ports: [${list}] }] }`),
    ]).ask('b/web', 'a/web')
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

describe('blocks', () => {
  const egress = (peer: string, to: string, options = {}): string =>
    cluster(
      [
        ...two,
        live('b/live', '10.0.0.7'),
        policy(
          'a',
          `{ podSelector: {}, policyTypes: [Egress], egress: [{ to: [{ ipBlock: { ${peer} } }] }] }`,
        ),
      ],
      options,
    ).ask('a/web', to)
  test('exceptions, host bits and families', () => {
    assert.equal(egress('cidr: 10.0.0.0/8, except: [10.1.0.0/16]', '10.2.0.1'), 'every port')
    assert.equal(egress('cidr: 10.0.0.0/8, except: [10.1.0.0/16]', '10.1.0.1'), 'no port')
    assert.equal(egress('cidr: 10.10.1.12/24', '10.10.1.200'), 'every port')
    assert.equal(egress('cidr: 0.0.0.0/0', '2001:db8::1'), 'no port')
    assert.equal(egress('cidr: "::/0"', '2001:db8::1'), 'every port')
  })
  test('a range that a block cuts is undecided as a whole', () => {
    assert.equal(egress('cidr: 10.0.0.0/8', '10.0.0.0/7'), 'no port (undecided: every port)')
  })
  test('whether a block means pods differs between plugins', () => {
    assert.equal(egress('cidr: 10.0.0.0/8', 'b/live'), 'no port (undecided: every port)')
    assert.equal(egress('cidr: 10.0.0.0/8', 'b/live', { blocksMatchPods: 'no' }), 'no port')
    assert.equal(egress('cidr: 10.0.0.0/8', 'b/live', { blocksMatchPods: 'yes' }), 'every port')
    assert.equal(egress('cidr: 10.9.0.0/16', 'b/live', { blocksMatchPods: 'yes' }), 'no port')
  })
  test('a pod whose address nobody states is in the block of all addresses', () => {
    assert.equal(egress('cidr: 0.0.0.0/0', 'b/web', { blocksMatchPods: 'yes' }), 'every port')
    assert.equal(
      egress('cidr: 10.0.0.0/8', 'b/web', { blocksMatchPods: 'yes' }),
      'no port (undecided: every port)',
    )
  })
  test('instance metadata and wireserver are addresses like others', () => {
    const all = 'cidr: 0.0.0.0/0'
    assert.equal(egress(all, 'imds'), 'every port')
    assert.equal(egress(`${all}, except: [169.254.169.254/32]`, 'imds'), 'no port')
    assert.equal(egress(`${all}, except: [169.254.169.254/32]`, 'wireServer'), 'every port')
  })
})

function live(name: string, address: string): string {
  return `${pod(name)}\nstatus: { podIP: ${address}, podIPs: [{ ip: ${address} }] }`
}

describe('nodes', () => {
  const deny = '{ podSelector: {}, policyTypes: [Ingress, Egress] }'
  const objects = [...two, pod('a/agent', 'hostNetwork: true'), policy('a', deny), policy('b', deny)]
  test('a pod in its node’s network is selected by no policy and matched by no selector', () => {
    const open = policy('b', '{ podSelector: {}, ingress: [{ from: [{ namespaceSelector: {} }] }] }', 'open')
    const { ask, connection } = cluster([...objects, open])
    assert.equal(ask('a/agent', '1.1.1.1'), 'every port')
    assert.equal(connection('a/agent', '1.1.1.1').egress.reason, 'host-network')
    assert.equal(ask('a/agent', 'b/web'), 'no port (undecided: every port)', 'it may run on the same node')
  })
  test('a pod and its own node may always talk, other nodes need a rule', () => {
    const { ask, connection } = cluster(objects)
    assert.equal(ask('own node', 'a/web'), 'every port')
    assert.equal(ask('a/web', 'own node'), 'every port')
    assert.equal(ask('other node', 'a/web'), 'no port')
    assert.equal(ask('node', 'a/web'), 'no port (undecided: every port)')
    assert.equal(connection('node', 'a/web').ingress.bypass, 'own-node')
  })
  test('where it cannot be read whether it is one, both may be', () => {
    const { ask } = cluster([...two, pod('a/maybe', 'hostNetwork: "{{ .Values.x }}"'), policy('a', deny)])
    assert.equal(ask('a/maybe', '1.1.1.1'), 'no port (undecided: every port)')
    assert.equal(ask('1.1.1.1', 'a/maybe'), 'no port (undecided: every port)')
  })
  test('np-guard takes it for a pod like others', () => {
    assert.equal(cluster(objects, { selectsHostPods: true }).ask('a/agent', '1.1.1.1'), 'no port')
  })
})

test('a pod reaches itself; replicas are different pods', () => {
  const replicated = pod('a/many')
    .replace('apiVersion: v1', 'apiVersion: apps/v1')
    .replace('kind: Pod', 'kind: Deployment')
    .replace(/spec: (.*)$/, 'spec: { template: { metadata: { labels: { app: many } }, spec: $1 } }')
  const { ask, connection } = cluster([...two, replicated, policy('a', '{ podSelector: {} }')])
  assert.equal(ask('a/web', 'a/web'), 'every port')
  assert.equal(connection('a/web', 'a/web').ingress.reason, 'self')
  assert.equal(ask('a/many', 'a/many'), 'no port')
})

test('a service leads to its pods’ ports, where policies are asked', () => {
  const service = `apiVersion: v1
kind: Service
metadata: { name: web, namespace: a }
spec: { selector: { app: web }, ports: [{ name: plain, port: 80, targetPort: http }, { name: raw, port: 9 }] }`
  const web = podWithPorts('a/web', '{ name: http, containerPort: 8080 }')
  const objects = [
    web,
    pod('b/web'),
    service,
    policy('a', '{ podSelector: {}, ingress: [{ ports: [{ port: 8080 }, { port: 80 }] }] }'),
  ]
  const { platform, reach, end } = cluster(objects)
  const [found] = platform.all('service')
  assert.ok(found !== undefined)
  const answers = connectService(end('b/web'), found, { reach, platform })
  assert.deepEqual(
    answers.map(({ port, allowed }) =>
      [port.port, describePorts(allowed)].flatMap((each) =>
        typeof each === 'string' ? each : 'value' in each ? each.value : '',
      ),
    ),
    [
      [80, 'TCP 8080'],
      [9, 'no port'],
    ],
  )
})

test('the cluster’s DNS is matched by its labels though no manifest shows it', () => {
  const peer =
    '{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: kube-system } }, podSelector: { matchLabels: { k8s-app: kube-dns } } }'
  const to = (peers: string): string =>
    cluster([
      ...two,
      policy(
        'a',
        `{ podSelector: {}, policyTypes: [Egress], egress: [{ to: [${peers}], ports: [{ port: 53, protocol: UDP }] }] }`,
      ),
    ]).ask('a/web', 'dns')
  assert.equal(to(peer), 'UDP 53')
  assert.equal(to(peer.replace('k8s-app: kube-dns', 'k8s-app: other')), 'no port')
})

describe('what cannot be read is undecided, never closed', () => {
  const ask = (spec: string): string => cluster([...two, policy('a', spec)]).ask('b/web', 'a/web')
  const every = 'no port (undecided: every port)'
  test('selectors, policy types, rules, peers', () => {
    assert.equal(ask('{ podSelector: { matchLabels: { app: "{{ .Values.x }}" } } }'), every)
    assert.equal(ask('{ podSelector: {}, policyTypes: "{{ .Values.x }}" }'), every)
    assert.equal(ask('{ podSelector: {}, ingress: "{{ .Values.x }}" }'), every)
    assert.equal(ask('{ podSelector: {}, ingress: [{ from: "{{ .Values.x }}" }] }'), every)
    assert.equal(
      ask('{ podSelector: {}, ingress: [{ from: [{ namespaceSelector: "{{ .Values.x }}" }] }] }'),
      every,
    )
  })
  test('ports only where they cannot be read', () => {
    assert.equal(
      ask('{ podSelector: {}, ingress: [{ ports: [{ port: 80 }, { port: "{{ .Values.x }}" }] }] }'),
      'TCP 80 (undecided: TCP 1-79, 81-65535)',
    )
  })
  test('the labels of a namespace that no manifest declares', () => {
    const spec =
      '{ podSelector: {}, ingress: [{ from: [{ namespaceSelector: { matchLabels: { team: x } } }] }] }'
    assert.equal(cluster([pod('a/web'), pod('b/web'), policy('a', spec)]).ask('b/web', 'a/web'), every)
  })
  test('a policy that may be about a pod and would allow what is open anyway changes nothing', () => {
    assert.equal(
      ask(
        '{ podSelector: { matchLabels: { app: "{{ .Values.x }}" } }, ingress: [{ ports: [{ port: 80 }] }] }',
      ),
      'TCP 80 (undecided: TCP 1-79, 81-65535; UDP every port; SCTP every port)',
    )
  })
})

test('provenance: which policies isolate, which rules allow', () => {
  const { connection } = cluster([
    ...two,
    policy('a', '{ podSelector: {} }', 'deny'),
    policy('a', `${toWeb}, ingress: [{ ports: [{ port: 80 }] }] }`, 'open'),
  ])
  const { ingress, egress } = connection('b/web', 'a/web')
  assert.deepEqual(
    ingress.isolating.map(({ policy: { name }, match }) => `${name} ${match}`),
    ['deny yes', 'open yes'],
  )
  assert.deepEqual(
    ingress.decisions.map(({ rule, ports }) => [rule.policy.name, describePorts(ports)]),
    [['open', 'TCP 80']],
  )
  assert.equal(egress.reason, 'no-policy')
})

test('pods that nothing tells apart are one class', () => {
  const { reach } = cluster([...two, pod('a/x'), pod('a/z'), policy('a', `${toWeb} }`)])
  const names = reach.classes.map(({ pods }) =>
    pods.map(({ namespace: place, name }) => `${place}/${name}`).join(' '),
  )
  assert.deepEqual(names, ['a/web', 'a/db b/web a/x a/z'])
})
