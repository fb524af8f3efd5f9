// How policies of every API are read and linked to pods: the defaults and the traps of each.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { link } from '../src/link/link.ts'
import type { Platform } from '../src/model/platform.ts'
import type { Pod } from '../src/model/pod.ts'
import { parseKubernetes } from '../src/sources/kubernetes/parse.ts'

const pod = `apiVersion: v1
kind: Pod
metadata: { name: llm, namespace: models, labels: { app: llm, tier: gpu } }
spec: { serviceAccountName: runner, containers: [{ name: server, image: llm, ports: [{ name: http, containerPort: 8080 }] }] }
`

function platformOf(...objects: readonly string[]): {
  platform: Platform
  pod: Pod
  problems: readonly string[]
} {
  const parsed = parseKubernetes({ path: 'all.yaml', text: [pod, ...objects].join('\n---\n') })
  const options = { kubernetesVersion: '1.34', platformNamespaces: [], untrustedNamespaces: [] }
  const platform = link(parsed.facts, options)
  const [first] = platform.all('pod')
  assert.ok(first !== undefined)
  return { platform, pod: first, problems: parsed.problems.map(({ message }) => message) }
}

function isolationOf(...objects: readonly string[]): string {
  const { platform, pod: llm } = platformOf(...objects)
  return `${platform.isolationOf(llm, 'ingress').match} ${platform.isolationOf(llm, 'egress').match}`
}

function policy(spec: string): string {
  return `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: a, namespace: models }\nspec: ${spec}`
}

function cilium(spec: string, kind = 'CiliumNetworkPolicy'): string {
  return `apiVersion: cilium.io/v2\nkind: ${kind}\nmetadata: { name: a, namespace: models }\nspec: ${spec}`
}

const namespace = 'apiVersion: v1\nkind: Namespace\nmetadata: { name: models, labels: { team: a } }'

test('policy types default to ingress, and to egress where a rule stands', () => {
  assert.equal(isolationOf(policy('{ podSelector: {} }')), 'yes no')
  assert.equal(isolationOf(policy('{ podSelector: {}, egress: [] }')), 'yes no')
  assert.equal(isolationOf(policy('{ podSelector: {}, policyTypes: [] }')), 'yes no')
  assert.equal(isolationOf(policy('{ podSelector: {}, egress: [null] }')), 'yes yes')
  assert.equal(isolationOf(policy('{ podSelector: {}, policyTypes: [Egress], ingress: [{}] }')), 'no yes')
  assert.equal(isolationOf(policy('"{{ .Values.spec }}"')), 'unknown unknown')
})

test('selectors are evaluated, and absent ones select everything', () => {
  assert.equal(isolationOf(policy('{ policyTypes: [Ingress] }')), 'yes no')
  const expressions = (text: string): string => policy(`{ podSelector: { matchExpressions: [${text}] } }`)
  assert.equal(isolationOf(expressions('{ key: tier, operator: NotIn, values: [cpu] }')), 'yes no')
  assert.equal(isolationOf(expressions('{ key: none, operator: NotIn, values: [cpu] }')), 'yes no')
  assert.equal(isolationOf(expressions('{ key: none, operator: In, values: [cpu] }')), 'no no')
  assert.equal(isolationOf(expressions('{ key: tier, operator: DoesNotExist }')), 'no no')
})

test('two policies share the work', () => {
  const ingress = policy('{ podSelector: {}, policyTypes: [Ingress] }')
  const egress = policy('{ podSelector: { matchLabels: { app: llm } }, policyTypes: [Egress] }')
  assert.equal(isolationOf(ingress, egress), 'yes yes')
})

test('Cilium isolates by a rule, unless told otherwise, and never by a host policy', () => {
  assert.equal(isolationOf(cilium('{ endpointSelector: {}, ingress: [{}] }')), 'yes no')
  assert.equal(isolationOf(cilium('{ endpointSelector: {}, ingress: [] }')), 'no no')
  assert.equal(
    isolationOf(cilium('{ endpointSelector: {}, egressDeny: [{ toEntities: [world] }] }')),
    'no yes',
  )
  const optedOut = '{ endpointSelector: {}, enableDefaultDeny: { egress: false }, egress: [{}] }'
  assert.equal(isolationOf(cilium(optedOut)), 'no no')
  assert.equal(isolationOf(cilium('{ nodeSelector: {}, ingress: [{}] }')), 'no no')
  assert.equal(isolationOf(cilium('{ ingress: [{}] }')), 'no no')
})

test('Cilium knows pods by prefixed labels, namespaces and service accounts', () => {
  const clusterWide = (labels: string): string =>
    cilium(
      `{ endpointSelector: { matchLabels: { ${labels} } }, ingress: [{}] }`,
      'CiliumClusterwideNetworkPolicy',
    )
  assert.equal(isolationOf(clusterWide('"k8s:app": llm, "any:tier": gpu')), 'yes no')
  assert.equal(isolationOf(clusterWide('"k8s:io.kubernetes.pod.namespace": models')), 'yes no')
  assert.equal(isolationOf(clusterWide('io.kubernetes.pod.namespace: other')), 'no no')
  assert.equal(isolationOf(clusterWide('io.cilium.k8s.policy.serviceaccount: runner')), 'yes no')
  const byTeam = clusterWide('io.cilium.k8s.namespace.labels.team: a')
  assert.equal(isolationOf(byTeam), 'unknown no', 'nobody showed the namespace’s labels')
  assert.equal(isolationOf(byTeam, namespace), 'yes no')
  const elsewhere =
    '{ endpointSelector: { matchLabels: { io.kubernetes.pod.namespace: other } }, ingress: [{}] }'
  assert.equal(isolationOf(cilium(elsewhere)), 'yes no', 'a namespaced policy applies in its own namespace')
})

test('one object may hold several Cilium policies', () => {
  const specs = `apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: a, namespace: models }
specs: [{ endpointSelector: {}, ingress: [{}] }, { endpointSelector: {}, egress: [{}] }]`
  assert.equal(isolationOf(specs), 'yes yes')
})

test('admin policies that deny, and Calico’s, leave isolation open', () => {
  const admin = (rules: string): string =>
    `apiVersion: policy.networking.k8s.io/v1alpha1\nkind: AdminNetworkPolicy\nmetadata: { name: a }\nspec: { priority: 1, subject: { namespaces: {} }, ${rules} }`
  assert.equal(isolationOf(admin('ingress: [{ action: Deny, from: [{ namespaces: {} }] }]')), 'unknown no')
  assert.equal(isolationOf(admin('egress: [{ action: Allow, to: [{ namespaces: {} }] }]')), 'no no')
  const calico =
    'apiVersion: projectcalico.org/v3\nkind: GlobalNetworkPolicy\nmetadata: { name: a }\nspec: { selector: all() }'
  assert.equal(isolationOf(calico), 'unknown unknown')
})

function egressOf(address: string, ...objects: readonly string[]): string {
  const { platform, pod: llm } = platformOf(...objects)
  const { match, reason } = platform.egressOf(llm, { address, ports: [80] })
  return `${match} ${reason}`
}

test('packets get out by a block, never by a selector, a name or an exception', () => {
  const to = (peer: string): string => policy(`{ podSelector: {}, egress: [{ to: [${peer}] }] }`)
  assert.equal(egressOf('1.1.1.1'), 'yes not-isolated')
  assert.equal(egressOf('1.1.1.1', to('{ ipBlock: { cidr: 0.0.0.0/0 } }')), 'yes allowed')
  assert.equal(egressOf('1.1.1.1', to('{ ipBlock: { cidr: 0.0.0.0/0, except: [1.0.0.0/8] } }')), 'no denied')
  assert.equal(egressOf('1.1.1.1', to('{ ipBlock: { cidr: "::/0" } }')), 'no denied')
  assert.equal(egressOf('1.1.1.1', to('{ namespaceSelector: {} }')), 'no denied')
  const named = policy('{ podSelector: {}, egress: [{ ports: [{ port: http }] }] }')
  assert.equal(egressOf('1.1.1.1', named), 'no denied')
})

test('what Cilium denies is denied, whatever another policy allows', () => {
  const allow = policy('{ podSelector: {}, egress: [{}] }')
  const deny = (to: string): string => cilium(`{ endpointSelector: {}, egressDeny: [${to}] }`)
  assert.equal(egressOf('1.1.1.1', allow, deny('{ toCIDR: [1.1.1.1/32] }')), 'no denied')
  assert.equal(
    egressOf('1.1.1.1', allow, deny('{ toCIDRSet: [{ cidr: 1.0.0.0/8, except: [1.1.0.0/16] }] }')),
    'yes allowed',
  )
  const onlyDns = '{ toCIDR: [1.1.1.1/32], toPorts: [{ ports: [{ port: "53" }] }] }'
  assert.equal(egressOf('1.1.1.1', allow, deny(onlyDns)), 'yes allowed')
  assert.equal(
    egressOf(
      '1.1.1.1',
      cilium('{ endpointSelector: {}, egress: [{ toFQDNs: [{ matchName: a.example }] }] }'),
    ),
    'no denied',
  )
  const group = cilium('{ endpointSelector: {}, egress: [{ toCIDRSet: [{ cidrGroupRef: offices }] }] }')
  assert.equal(egressOf('1.1.1.1', group), 'unknown undecided')
  assert.equal(
    egressOf(
      '1.1.1.1',
      cilium('{ endpointSelector: {}, egress: [{ toPorts: [{ ports: [{ port: "80" }] }] }] }'),
    ),
    'yes allowed',
  )
})

test('rules of a direction that the policy types leave out let nothing through', () => {
  const deny = policy('{ podSelector: {}, policyTypes: [Egress] }')
  const other = policy('{ podSelector: {}, policyTypes: [Ingress], egress: [{}] }').replace(
    'name: a',
    'name: b',
  )
  assert.equal(egressOf('1.1.1.1', deny, other), 'no denied')
})

test('what an admin policy allows may come too late', () => {
  const deny = policy('{ podSelector: {}, policyTypes: [Egress] }')
  const allow = `apiVersion: policy.networking.k8s.io/v1alpha1
kind: BaselineAdminNetworkPolicy
metadata: { name: default }
spec: { subject: { namespaces: {} }, egress: [{ action: Allow, to: [{ networks: [0.0.0.0/0] }] }] }`
  assert.equal(egressOf('1.1.1.1', allow), 'yes not-isolated')
  assert.equal(egressOf('1.1.1.1', allow, deny), 'unknown undecided')
})

test('a CIDR that the API rejects is a problem', () => {
  const { problems } = platformOf(
    policy('{ podSelector: {}, egress: [{ to: [{ ipBlock: { cidr: 10.0.0.0 } }] }] }'),
  )
  assert.deepEqual(problems, ["Expected a CIDR, found '10.0.0.0'."])
})

test('a range of ports that the API rejects is a problem', () => {
  const ports = (text: string): readonly string[] =>
    platformOf(policy(`{ podSelector: {}, egress: [{ ports: [${text}] }] }`)).problems
  assert.deepEqual(ports('{ port: 80, endPort: 443 }'), [])
  assert.deepEqual(ports('{ port: 443, endPort: 80 }'), ['Expected an endPort from 443 on, found 80.'])
  assert.deepEqual(ports('{ port: http, endPort: 80 }'), ['Expected an endPort from http on, found 80.'])
  assert.deepEqual(ports('{ endPort: 80 }'), ['Expected an endPort from a port on, found 80.'])
})

test('a namespace that a template fills in may be the pod’s', () => {
  const templated = policy('{ podSelector: {} }').replace(
    'namespace: models',
    'namespace: "{{ .Release.Namespace }}"',
  )
  assert.equal(isolationOf(templated), 'unknown no')
  assert.equal(isolationOf(templated.replace('{{ .Release.Namespace }}', 'other')), 'no no')
})
