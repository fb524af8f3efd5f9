// Where pods may run: exactly, where nodes were read; by what the pods ask for, where they were not.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { surveyTerrain } from '../src/breach/terrain.ts'
import { parseDocuments } from '../src/engine/parse.ts'
import { assumedKubernetesVersion } from '../src/knowledge/kubernetes-versions.ts'
import type { Facts } from '../src/knowledge/platform-facts.ts'
import { link } from '../src/link/link.ts'

/** Names of the pools that each pod may run on, with `?` behind those where it only may; `-` for none. */
function placed(objects: readonly string[], facts: Facts = {}): Record<string, string> {
  const parsed = parseDocuments([{ path: 'cluster.yaml', text: objects.join('\n---\n') }])
  assert.deepEqual(parsed.problems, [])
  const platform = link(parsed.facts, {
    kubernetesVersion: assumedKubernetesVersion,
    platformNamespaces: [],
    untrustedNamespaces: [],
  })
  const { pods, pools } = surveyTerrain(platform, { facts, tenants: {} })
  return Object.fromEntries(
    pods.map((pod) => [
      pod.name,
      pools
        .placementsOf(pod)
        .map(({ pool, assumes }) => `${pool.name}${assumes === undefined ? '' : '?'}`)
        .join(' ') || '-',
    ]),
  )
}

function pod(name: string, spec = ''): string {
  return `apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: ${name} }
spec: { ${spec} containers: [{ name: main, image: llm }] }`
}

function node(
  name: string,
  labels: string,
  more: { readonly spec?: string; readonly status?: string } = {},
): string {
  return `apiVersion: v1
kind: Node
metadata: { name: ${name}, labels: { kubernetes.io/os: linux, ${labels} } }
spec: { ${more.spec ?? ''} }
status: { nodeInfo: { containerRuntimeVersion: 'containerd://2.2.5' }, ${more.status ?? ''} }`
}

const affinity = (...terms: readonly string[]): string =>
  `affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [${terms.join(', ')}] } } },`

const selects = (label: string): string => `nodeSelector: { ${label} },`
const gpuTaint = { spec: 'taints: [{ key: sku, value: gpu, effect: NoSchedule }]' }
const toleratesGpu = 'tolerations: [{ key: sku, operator: Equal, value: gpu, effect: NoSchedule }],'
const free: Facts = { placement: { value: 'free' } }
const enforced: Facts = { placement: { value: 'enforced' } }

const pools = [
  node('n1', 'agentpool: cpu'),
  node('n2', 'agentpool: cpu'),
  node('g1', 'agentpool: gpu, sku: gpu', gpuTaint),
]

test('with nodes: labels and taints decide', () => {
  assert.deepEqual(placed([...pools, pod('plain'), pod('model', selects('sku: gpu') + toleratesGpu)]), {
    plain: 'cpu',
    model: 'gpu',
  })
})
test('with nodes: a taint of another value is not tolerated', () => {
  const other = 'tolerations: [{ key: sku, value: cpu, effect: NoSchedule }],'
  assert.deepEqual(placed([...pools, pod('plain', other)]), { plain: 'cpu' })
})
test('with nodes: a toleration without key lets a pod in everywhere', () => {
  assert.deepEqual(placed([...pools, pod('agent', 'tolerations: [{ operator: Exists }],')]), {
    agent: 'cpu gpu',
  })
})
test('with nodes: a taint that only prefers keeps nobody out', () => {
  const soft = { spec: 'taints: [{ key: sku, value: gpu, effect: PreferNoSchedule }]' }
  assert.deepEqual(placed([node('g1', 'agentpool: gpu', soft), pod('plain')]), { plain: 'gpu' })
})
test('with nodes: a pod that names its node passes taints by', () => {
  assert.deepEqual(placed([...pools, pod('own', 'nodeName: g1,')]), { own: 'gpu' })
})
test('with nodes: terms are alternatives, their expressions are not', () => {
  const either = affinity(
    '{ matchExpressions: [{ key: agentpool, operator: In, values: [cpu] }] }',
    '{ matchExpressions: [{ key: sku, operator: Exists }] }',
  )
  const both = affinity(
    '{ matchExpressions: [{ key: agentpool, operator: In, values: [cpu] }, { key: sku, operator: Exists }] }',
  )
  assert.deepEqual(placed([...pools, pod('either', either + toleratesGpu)]), { either: 'cpu gpu' })
  // No node is both: it waits for one that is.
  assert.deepEqual(placed([...pools, pod('both', both + toleratesGpu)]), { both: 'agentpool=cpu,sku=*' })
})
test('with nodes: numbers are compared as numbers', () => {
  const nodes = [node('a', 'agentpool: a, cores: "8"'), node('b', 'agentpool: b, cores: "16"')]
  const above = affinity('{ matchExpressions: [{ key: cores, operator: Gt, values: ["9"] }] }')
  assert.deepEqual(placed([...nodes, pod('big', above)]), { big: 'b' })
})
test('with nodes: a pod that needs a device runs where there is one', () => {
  const nodes = [
    node('c', 'agentpool: cpu'),
    node('g', 'agentpool: gpu', { status: 'allocatable: { nvidia.com/gpu: "1" }' }),
  ]
  const model = `apiVersion: v1
kind: Pod
metadata: { name: model, namespace: model }
spec: { containers: [{ name: main, image: llm, resources: { limits: { nvidia.com/gpu: 1 } } }] }`
  assert.deepEqual(placed([...nodes, model]), { model: 'gpu' })
})
test('with nodes: another image of the nodes is another pool', () => {
  const old = node('n3', 'agentpool: cpu').replace('2.2.5', '1.7.20')
  assert.deepEqual(placed([...pools, old, pod('plain')]), { plain: 'cpu cpu 2' })
})
test('with nodes: what cannot be read may be anywhere', () => {
  assert.deepEqual(placed([...pools, pod('model', selects('"agentpool": "{{ .Values.pool }}"'))]), {
    model: 'cpu?',
  })
})
test('with nodes: Windows pods run on Windows nodes only', () => {
  const nodes = [
    ...pools,
    node('w1', 'agentpool: win').replace('kubernetes.io/os: linux', 'kubernetes.io/os: windows'),
  ]
  const windows = pod('windows', selects('kubernetes.io/os: windows'))
  assert.deepEqual(placed([...nodes, pod('linux'), windows]), { linux: 'cpu', windows: 'win' })
})

const acme = pod('acme', selects('tenant: acme'))

test('without nodes: pods that choose the same share, others stay apart', () => {
  const globex = pod('globex', selects('tenant: globex'))
  assert.deepEqual(placed([acme, globex, pod('plain')], enforced), {
    acme: 'tenant=acme',
    globex: 'tenant=globex',
    plain: 'nodes',
  })
})
test('without nodes: a pod that asks for less may land there all the same', () => {
  assert.deepEqual(placed([acme, pod('plain')]), { acme: 'tenant=acme', plain: 'nodes tenant=acme?' })
})
test('without nodes: pods that tolerate nothing show that their nodes keep nobody out', () => {
  assert.deepEqual(placed([acme, pod('plain')], free)['plain'], 'nodes tenant=acme')
})
test('without nodes: a taint that all choosers tolerate may keep others out', () => {
  const tolerating = pod('acme', `${selects('tenant: acme')} ${toleratesGpu}`)
  assert.deepEqual(placed([tolerating, pod('plain')], free)['plain'], 'nodes tenant=acme?')
  const agent = pod('agent', 'tolerations: [{ operator: Exists }],')
  assert.deepEqual(placed([tolerating, agent], free)['agent'], 'nodes tenant=acme')
})
test('without nodes: required affinity chooses as a selector does', () => {
  const either = affinity('{ matchExpressions: [{ key: tenant, operator: In, values: [acme, beta] }] }')
  assert.deepEqual(placed([pod('model', either), acme], enforced), {
    model: 'tenant=acme tenant=beta',
    acme: 'tenant=acme',
  })
})
test('without nodes: preferred affinity chooses nothing', () => {
  const preferred =
    'affinity: { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, preference: { matchExpressions: [{ key: tenant, operator: Exists }] } }] } },'
  assert.deepEqual(placed([pod('model', preferred)]), { model: 'nodes' })
})
test('without nodes: Windows pods share no node with others', () => {
  const windows = pod('windows', 'os: { name: windows },')
  assert.deepEqual(placed([windows, pod('linux')], free), {
    windows: 'kubernetes.io/os=windows',
    linux: 'nodes',
  })
})

test('without nodes: a choice that cannot be read may be any pool, and is some', () => {
  const unread = pod('unread', selects('pool: "{{ .Values.pool }}"'))
  assert.deepEqual(placed([unread, pod('plain'), pod('a', selects('pool: a'))], enforced), {
    unread: 'nodes that pods of unread choose nodes? pool=a?',
    plain: 'nodes',
    a: 'pool=a',
  })
})

const asking = (operator: string, values: string): string =>
  affinity(`{ matchExpressions: [{ key: kubernetes.io/os, operator: ${operator}, values: [${values}] }] }`)

test('without nodes: however a pod puts it, Windows is a pool of its own', () => {
  const ways = {
    selects: selects('kubernetes.io/os: windows'),
    beta: selects('beta.kubernetes.io/os: windows'),
    in: asking('In', 'windows'),
    'not-in': asking('NotIn', 'linux'),
  }
  for (const [name, spec] of Object.entries(ways))
    assert.deepEqual(placed([pod(name, spec), pod('linux')], free), {
      [name]: 'kubernetes.io/os=windows',
      linux: 'nodes',
    })
})

test('without nodes: what every Linux node has chooses no pool', () => {
  const pods = [
    pod('selects', selects('kubernetes.io/os: linux')),
    pod('in', asking('In', 'linux')),
    pod('not-in', asking('NotIn', 'windows')),
    pod('either', asking('In', 'linux, windows')),
  ]
  assert.deepEqual(placed(pods, free), { selects: 'nodes', in: 'nodes', 'not-in': 'nodes', either: 'nodes' })
})

/** What the nodes themselves say of the container runtime, whatever the owner claims. */
function runtimeFact(version: string, claim?: string): string {
  const parsed = parseDocuments([
    { path: 'nodes.yaml', text: node('n1', 'agentpool: cpu').replace('containerd://2.2.5', version) },
  ])
  const platform = link(parsed.facts, {
    kubernetesVersion: assumedKubernetesVersion,
    platformNamespaces: [],
    untrustedNamespaces: [],
  })
  const facts = claim === undefined ? {} : { containerRuntime: { value: claim } }
  return surveyTerrain(platform, { facts, tenants: {} }).facts.ask('containerRuntime').is
}

for (const version of [
  'containerd://1.6.38',
  'containerd://1.7.32-1',
  'containerd://2.1.8',
  'containerd://2.3.1',
]) {
  test(`${version} lacks a fix`, () => {
    assert.equal(runtimeFact(version), 'bad')
    assert.equal(runtimeFact(version, 'patched'), 'bad')
  })
}
// runc is not in the status of a node, so that a new containerd alone proves nothing.
for (const version of ['containerd://1.7.33-1', 'containerd://2.2.5', 'containerd://2.4.0']) {
  test(`${version} leaves runc open`, () => {
    assert.equal(runtimeFact(version), 'unknown')
    assert.equal(runtimeFact(version, 'patched'), 'good')
  })
}
for (const version of [
  'containerd://1.7.28-0ubuntu1~24.04.1',
  'containerd://2.0.0-6.azl3',
  'cri-o://1.34.1',
  'containerd://main',
]) {
  test(`${version} cannot be told`, () => assert.equal(runtimeFact(version), 'unknown'))
}
