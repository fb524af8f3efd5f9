// NetworkPolicy where it meets addresses, nodes, services and what nobody can read. Expectations are written by hand.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { valueOf } from '../../src/model/known.ts'
import { describePorts } from '../../src/reach/ports.ts'
import type { ReachOptions } from '../../src/reach/reach.ts'
import { connectService } from '../../src/reach/service.ts'
import { cluster, namespace, pod, podWithPorts, policy } from './cluster.ts'

const two = [namespace('a'), namespace('b'), pod('a/web'), pod('a/db'), pod('b/web')]
const toWeb = '{ podSelector: { matchLabels: { app: web } }'

/** What an egress rule for a block lets through. */
function egress(block: string, to: string, options: ReachOptions = {}): string {
  const rule = `{ podSelector: {}, policyTypes: [Egress], egress: [{ to: [{ ipBlock: { ${block} } }] }] }`
  return cluster([...two, live('b/live', '10.0.0.7'), policy('a', rule)], options).ask('a/web', to)
}

describe('blocks', () => {
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
    answers.map(({ port, allowed }) => [valueOf(port.port), describePorts(allowed)]),
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
