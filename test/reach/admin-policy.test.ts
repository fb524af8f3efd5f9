// Admin policies of both APIs: order, tiers, actions. Expectations are written by hand.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { describePorts } from '../../src/reach/ports.ts'
import {
  adminPolicy,
  baselinePolicy,
  cluster,
  clusterPolicy,
  namespace,
  pod,
  podWithPorts,
  policy,
} from './cluster.ts'

const objects = [namespace('a', '{ team: red }'), namespace('b'), pod('a/web'), pod('b/web')]
const everyone = 'subject: { namespaces: {} }'
const ask = (...policies: readonly string[]): string =>
  cluster([...objects, ...policies]).ask('b/web', 'a/web')

function rule(action: string, ports = '', peer = 'namespaces: {}'): string {
  return `{ action: ${action}, from: [{ ${peer} }]${ports === '' ? '' : `, ports: [${ports}]`} }`
}

const tcp80 = '{ portNumber: { protocol: TCP, port: 80 } }'

describe('order', () => {
  test('the first rule that matches decides', () => {
    assert.equal(
      ask(adminPolicy(5, `${everyone}, ingress: [${rule('Allow', tcp80)}, ${rule('Deny')}]`)),
      'TCP 80',
    )
    assert.equal(
      ask(adminPolicy(5, `${everyone}, ingress: [${rule('Deny')}, ${rule('Allow', tcp80)}]`)),
      'no port',
    )
  })
  test('the lower number is asked first', () => {
    const deny = `${everyone}, ingress: [${rule('Deny')}]`
    const allow = `${everyone}, ingress: [${rule('Allow', tcp80)}]`
    assert.equal(ask(adminPolicy(9, deny), adminPolicy(10, allow)), 'no port')
    assert.equal(ask(adminPolicy(10, deny), adminPolicy(9, allow)), 'TCP 80')
  })
  test('of the same number either may be asked first', () => {
    const twin = adminPolicy(9, `${everyone}, ingress: [${rule('Allow', tcp80)}]`).replace(
      'name: p9',
      'name: twin',
    )
    assert.equal(
      ask(adminPolicy(9, `${everyone}, ingress: [${rule('Deny')}]`), twin),
      'no port (undecided: TCP 80)',
    )
  })
  test('where the number cannot be read, it may be the first or the last', () => {
    const deny = adminPolicy(9, `${everyone}, ingress: [${rule('Deny')}]`)
    const hidden = deny.replace('priority: 9', 'priority: "{{ .Values.x }}"').replace('name: p9', 'name: x')
    const allow = adminPolicy(5, `${everyone}, ingress: [${rule('Allow', tcp80)}]`)
    assert.equal(ask(hidden, allow), 'no port (undecided: TCP 80)')
  })
})

describe('tiers', () => {
  const deny = policy('a', '{ podSelector: {} }')
  const open = policy('a', '{ podSelector: {}, ingress: [{}] }')
  test('an admin policy decides before those of namespaces', () => {
    assert.equal(ask(adminPolicy(5, `${everyone}, ingress: [${rule('Allow', tcp80)}]`), deny), 'TCP 80')
    assert.equal(ask(adminPolicy(5, `${everyone}, ingress: [${rule('Deny')}]`), open), 'no port')
  })
  test('pass leaves the decision to the next tier and skips the rest of its own', () => {
    const pass = `${everyone}, ingress: [${rule('Pass', tcp80)}, ${rule('Deny')}]`
    assert.equal(ask(adminPolicy(5, pass)), 'TCP 80')
    assert.equal(ask(adminPolicy(5, pass), deny), 'no port')
    assert.equal(ask(adminPolicy(5, pass), open), 'TCP 80')
    assert.equal(
      ask(adminPolicy(5, pass), baselinePolicy(`${everyone}, ingress: [${rule('Deny')}]`)),
      'no port',
    )
  })
  test('the baseline is asked only where no policy of a namespace isolates', () => {
    const baseline = baselinePolicy(`${everyone}, ingress: [${rule('Allow', tcp80)}, ${rule('Deny')}]`)
    assert.equal(ask(baseline), 'TCP 80')
    assert.equal(ask(baseline, open), 'every port')
    assert.equal(ask(baseline, deny), 'no port')
    assert.equal(ask(baseline, policy('a', '{ podSelector: {}, policyTypes: [Egress] }')), 'TCP 80')
  })
  test('what egress accepts, ingress may still deny', () => {
    const egress = `${everyone}, egress: [{ action: Allow, to: [{ namespaces: {} }] }]`
    assert.equal(ask(adminPolicy(5, egress), deny), 'no port')
  })
  test('what no rule matches goes on', () => {
    assert.equal(
      ask(adminPolicy(5, `${everyone}, ingress: [${rule('Deny', tcp80)}]`)),
      'TCP 1-79, 81-65535; UDP every port; SCTP every port',
    )
  })
})

describe('subjects and peers', () => {
  test('pods by namespace and pod labels', () => {
    const subject =
      'subject: { pods: { namespaceSelector: { matchLabels: { team: red } }, podSelector: { matchLabels: { app: web } } } }'
    const { ask: asked } = cluster([
      ...objects,
      pod('a/db'),
      adminPolicy(5, `${subject}, ingress: [${rule('Deny')}]`),
    ])
    assert.equal(asked('b/web', 'a/web'), 'no port')
    assert.equal(asked('b/web', 'a/db'), 'every port')
    assert.equal(asked('a/web', 'b/web'), 'every port')
    const peer = 'pods: { namespaceSelector: {}, podSelector: { matchLabels: { app: db } } }'
    assert.equal(ask(adminPolicy(5, `${everyone}, ingress: [${rule('Deny', '', peer)}]`)), 'every port')
  })
  test('selectors of pods stand for nobody outside', () => {
    const { ask: asked } = cluster([...objects, adminPolicy(5, `${everyone}, ingress: [${rule('Deny')}]`)])
    assert.equal(asked('1.1.1.1', 'a/web'), 'every port')
  })
})

/** What is left where a rule denies egress to a peer. */
function egress(peer: string, to: string): string {
  const deny = adminPolicy(5, `${everyone}, egress: [{ action: Deny, to: [{ ${peer} }] }]`)
  return cluster([...objects, deny]).ask('a/web', to)
}

describe('networks, nodes and unknown peers', () => {
  test('networks hold pods, too', () => {
    assert.equal(egress('networks: [0.0.0.0/0]', '1.1.1.1'), 'no port')
    assert.equal(egress('networks: [0.0.0.0/0]', 'b/web'), 'no port')
    assert.equal(egress('networks: [10.0.0.0/8]', '1.1.1.1'), 'every port')
    assert.equal(
      egress('networks: [10.0.0.0/8]', 'b/web'),
      'no port (undecided: every port)',
      'its address may be in it',
    )
  })
  test('nodes stand for nodes whose labels nobody shows', () => {
    assert.equal(egress('nodes: {}', 'b/web'), 'every port')
    assert.equal(egress('nodes: {}', 'other node'), 'no port (undecided: every port)')
  })
  test('a peer that the API does not know fails closed', () => {
    assert.equal(egress('somebody: {}', 'b/web'), 'no port')
    const allowAnd = (action: string): string =>
      ask(
        adminPolicy(5, `${everyone}, ingress: [${rule(action, '', 'somebody: {}')}]`),
        policy('a', '{ podSelector: {}, ingress: [{}] }'),
      )
    assert.equal(allowAnd('Allow'), 'every port')
    assert.equal(allowAnd('Pass'), 'no port')
  })
  test('a selector in the shape of an older version is not taken for everything', () => {
    const old = 'namespaces: { sameLabels: [team] }'
    assert.equal(
      ask(adminPolicy(5, `${everyone}, ingress: [${rule('Deny', '', old)}]`)),
      'no port (undecided: every port)',
    )
  })
})

describe('ports', () => {
  const named = podWithPorts(
    'a/web',
    '{ name: http, containerPort: 8080 }, { name: dns, containerPort: 53, protocol: UDP }',
  )
  const first = (ports: string): string =>
    cluster([
      ...objects.slice(0, 2),
      named,
      pod('b/web'),
      adminPolicy(5, `${everyone}, ingress: [${rule('Allow', ports)}, ${rule('Deny')}]`),
    ]).ask('b/web', 'a/web')
  test('numbers, ranges and names of any protocol', () => {
    assert.equal(
      first(
        '{ portNumber: { protocol: UDP, port: 5 } }, { portRange: { protocol: SCTP, start: 5, end: 7 } }',
      ),
      'UDP 5; SCTP 5-7',
    )
    assert.equal(first('{ namedPort: http }, { namedPort: dns }'), 'TCP 8080; UDP 53')
    assert.equal(first('{ namedPort: none }'), 'no port')
    assert.equal(first('{ portRange: { protocol: TCP, end: 7 } }'), 'no port')
  })
  test('what cannot be read may be any', () => {
    assert.equal(first('"{{ .Values.x }}"'), 'no port (undecided: every port)')
  })
})

test('an action that cannot be read may be any', () => {
  assert.equal(
    ask(adminPolicy(5, `${everyone}, ingress: [${rule('"{{ .Values.x }}"', tcp80)}]`)),
    'TCP 1-79, 81-65535; UDP every port; SCTP every port (undecided: TCP 80)',
  )
})

describe('ClusterNetworkPolicy', () => {
  const accept = (protocols: string): string =>
    `${everyone}, ingress: [{ action: Accept, from: [{ namespaces: {} }], protocols: [${protocols}] }, { action: Deny, from: [{ namespaces: {} }] }]`
  test('tiers and priorities', () => {
    const deny = `${everyone}, ingress: [{ action: Deny, from: [{ namespaces: {} }] }]`
    const tcp = accept('{ tcp: { destinationPort: { number: 80 } } }')
    assert.equal(ask(clusterPolicy('Admin', 1, tcp), clusterPolicy('Admin', 0, deny)), 'no port')
    assert.equal(ask(clusterPolicy('Admin', 1, tcp), clusterPolicy('Baseline', 0, deny)), 'TCP 80')
    assert.equal(ask(clusterPolicy('Baseline', 1, tcp), clusterPolicy('Baseline', 2, deny)), 'TCP 80')
  })
  test('pass in the baseline tier lets through', () => {
    const pass = `${everyone}, ingress: [{ action: Pass, from: [{ namespaces: {} }], protocols: [{ udp: {} }] }, { action: Deny, from: [{ namespaces: {} }] }]`
    assert.equal(ask(clusterPolicy('Baseline', 1, pass)), 'UDP every port')
  })
  test('protocols', () => {
    const of = (protocols: string): string => ask(clusterPolicy('Admin', 1, accept(protocols)))
    assert.equal(
      of(
        '{ tcp: { destinationPort: { range: { start: 80, end: 90 } } } }, { sctp: { destinationPort: { number: 9 } } }',
      ),
      'TCP 80-90; SCTP 9',
    )
    assert.equal(of('{ udp: {} }'), 'UDP every port')
    const named = cluster([
      namespace('a'),
      podWithPorts('a/web', '{ name: http, containerPort: 8080 }'),
      pod('b/web'),
      clusterPolicy('Admin', 1, accept('{ destinationNamedPort: http }')),
    ])
    assert.equal(named.ask('b/web', 'a/web'), 'TCP 8080')
  })
})

test('a pod in its node’s network is neither subject nor peer', () => {
  const deny = adminPolicy(5, `${everyone}, ingress: [${rule('Deny')}]`)
  const { ask: asked } = cluster([...objects, pod('a/agent', 'hostNetwork: true'), deny])
  assert.equal(asked('a/web', 'a/agent'), 'every port')
  assert.equal(asked('a/agent', 'a/web'), 'every port')
})

test('provenance: which rule denied, allowed and passed, in which tier', () => {
  const { connection } = cluster([
    ...objects,
    adminPolicy(5, `${everyone}, ingress: [${rule('Pass', tcp80)}, ${rule('Deny')}]`),
    baselinePolicy(`${everyone}, ingress: [${rule('Allow')}]`),
  ])
  const { decisions } = connection('b/web', 'a/web').ingress
  assert.deepEqual(
    decisions.map(({ tier, effect, match, ports }) => [tier, effect, match, describePorts(ports)].join(' ')),
    [
      'admin pass yes TCP 80',
      'admin deny yes TCP 1-79, 81-65535; UDP every port; SCTP every port',
      'baseline allow yes TCP 80',
    ],
  )
})

test('Calico’s policies are not modelled: everything is undecided', () => {
  const calico =
    'apiVersion: projectcalico.org/v3\nkind: GlobalNetworkPolicy\nmetadata: { name: x }\nspec: { selector: all() }'
  assert.equal(ask(calico), 'no port (undecided: every port)')
  assert.equal(ask(calico, policy('a', '{ podSelector: {} }')), 'no port (undecided: every port)')
  assert.equal(cluster([...objects, calico]).connection('b/web', 'a/web').ingress.unmodelled.length, 1)
})
