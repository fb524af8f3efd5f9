// A live cluster shows a workload several times; it is judged once, and nothing hides behind an owner reference.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { objectName } from '../model/object.ts'
import { parseKubernetes } from '../sources/kubernetes/parse.ts'
import { describeFolded, foldOwned, type Folded } from './fold.ts'

interface Item {
  readonly kind: string
  readonly name: string
  readonly apiVersion?: string
  readonly owner?: string
  readonly labels?: Readonly<Record<string, string>>
  readonly spec: object
}

const groups: Readonly<Record<string, string>> = {
  Pod: 'v1',
  ReplicaSet: 'apps/v1',
  Deployment: 'apps/v1',
  StatefulSet: 'apps/v1',
  Job: 'batch/v1',
  CronJob: 'batch/v1',
  RayCluster: 'ray.io/v1',
  Node: 'v1',
}

const container = { name: 'c', image: 'i' }
const podSpec = { containers: [container], hostNetwork: false }
const template = { template: { spec: { containers: [container] } } }

/** `kubectl get -o json` of some objects; an owner is `Kind/name`. */
function fold(...items: readonly Item[]): Folded {
  const list = items.map(({ kind, name, owner, labels, spec, apiVersion = groups[kind] }) => {
    const [ownerKind = '', ownerName] = (owner ?? '').split('/')
    const reference = {
      apiVersion: groups[ownerKind],
      kind: ownerKind,
      name: ownerName,
      controller: true,
      uid: 'u',
    }
    const ownerReferences = owner === undefined ? undefined : [reference]
    return { apiVersion, kind, metadata: { name, namespace: 'n', labels, ownerReferences }, spec, status: {} }
  })
  const text = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: list })
  return foldOwned(parseKubernetes({ path: 'cluster.json', text }).facts)
}

function names({ facts }: Folded): string[] {
  return facts.map((fact) => objectName(fact))
}

test('pods and replica sets fold into their deployment, and the count is said', () => {
  const folded = fold(
    { kind: 'Deployment', name: 'd', spec: template },
    { kind: 'ReplicaSet', name: 'd-1', owner: 'Deployment/d', spec: template },
    { kind: 'Pod', name: 'd-1-a', owner: 'ReplicaSet/d-1', spec: podSpec },
    { kind: 'Pod', name: 'd-1-b', owner: 'ReplicaSet/d-1', spec: podSpec },
  )
  assert.deepEqual(names(folded), ['Deployment/n/d'])
  assert.deepEqual(describeFolded(folded.folded), [
    {
      path: 'cluster.json',
      reason: '3 objects stand for the workload that made them, which is scanned itself',
    },
  ])
})

test('without the replica set a pod is found by the hash of its template', () => {
  const pod = {
    kind: 'Pod',
    name: 'd-5f-a',
    owner: 'ReplicaSet/d-5f',
    labels: { 'pod-template-hash': '5f' },
    spec: podSpec,
  }
  assert.deepEqual(names(fold({ kind: 'Deployment', name: 'd', spec: template }, pod)), ['Deployment/n/d'])
})

test('jobs fold into their cron job, and pods into what custom resources show in full', () => {
  assert.deepEqual(
    names(
      fold(
        { kind: 'CronJob', name: 'c', spec: { jobTemplate: { spec: template } } },
        { kind: 'Job', name: 'c-1', owner: 'CronJob/c', spec: template },
        { kind: 'Pod', name: 'c-1-a', owner: 'Job/c-1', spec: podSpec },
        { kind: 'RayCluster', name: 'r', spec: { headGroupSpec: template } },
        { kind: 'Pod', name: 'r-head', owner: 'RayCluster/r', spec: podSpec },
      ),
    ),
    ['CronJob/n/c', 'RayCluster/n/r'],
  )
})

test('an owner that is absent, a node, or incomplete keeps what it made', () => {
  const folded = fold(
    { kind: 'Pod', name: 'a', owner: 'StatefulSet/gone', spec: podSpec },
    { kind: 'Pod', name: 'mirror', owner: 'Node/node-1', spec: podSpec },
    { kind: 'Node', name: 'node-1', spec: {} },
    {
      kind: 'RayCluster',
      name: 'r',
      spec: { headGroupSpec: { template: { spec: { containers: [{ name: 'c' }] } } } },
    },
    { kind: 'Pod', name: 'r-head', owner: 'RayCluster/r', spec: podSpec },
  )
  assert.equal(folded.folded.size, 0)
  assert.equal(folded.facts.length, 5)
})

test('containers that only the live pod has are judged with the owner', () => {
  const { facts } = fold(
    { kind: 'StatefulSet', name: 's', spec: template },
    {
      kind: 'Pod',
      name: 's-0',
      owner: 'StatefulSet/s',
      spec: {
        ...podSpec,
        ephemeralContainers: [{ name: 'debug', image: 'shell', securityContext: { privileged: true } }],
      },
    },
  )
  const [only] = facts
  assert.ok(only?.asset === 'pod' && facts.length === 1)
  assert.deepEqual(
    only.containers.map(({ name, role, pod }) => `${name} ${role} ${pod.name}`),
    ['c main s', 'debug ephemeral s-0'],
  )
  assert.equal(only.containers[0]?.pod, only)
})

test('a pod that asks for more than its owner’s template is judged itself', () => {
  const worse: readonly object[] = [
    { ...podSpec, hostPID: true },
    { containers: [{ ...container, securityContext: { privileged: true } }] },
    { containers: [{ ...container, image: 'other' }] },
    { ...podSpec, volumes: [{ name: 'v', hostPath: { path: '/' } }] },
    { containers: [{ name: 'other', image: 'i' }] },
  ]
  for (const spec of worse) {
    const folded = fold(
      { kind: 'StatefulSet', name: 's', spec: template },
      { kind: 'Pod', name: 's-0', owner: 'StatefulSet/s', spec },
    )
    assert.equal(folded.facts.length, 2, JSON.stringify(spec))
  }
})

test('an old replica set that runs nothing is folded whatever its template says', () => {
  const old = { replicas: 0, template: { spec: { containers: [{ name: 'c', image: 'old' }] } } }
  assert.deepEqual(
    names(
      fold(
        { kind: 'Deployment', name: 'd', spec: template },
        { kind: 'ReplicaSet', name: 'd-0', owner: 'Deployment/d', spec: old },
      ),
    ),
    ['Deployment/n/d'],
  )
})

test('items of a typed list are of its kind', () => {
  const text = JSON.stringify({
    kind: 'PodList',
    apiVersion: 'v1',
    items: [{ metadata: { name: 'p' }, spec: podSpec }],
  })
  assert.deepEqual(
    parseKubernetes({ path: 'pods.json', text }).facts.map((fact) => objectName(fact)),
    ['Pod/default/p'],
  )
})

test('owners that point at each other end', () => {
  const folded = fold(
    { kind: 'Job', name: 'a', owner: 'Job/b', spec: template },
    { kind: 'Job', name: 'b', owner: 'Job/a', spec: template },
  )
  assert.deepEqual(names(folded), ['Job/n/a'])
})

test('a pod that only an old replica set explains is judged itself', () => {
  const bad = { containers: [{ ...container, securityContext: { privileged: true } }] }
  const folded = fold(
    { kind: 'Deployment', name: 'd', spec: template },
    {
      kind: 'ReplicaSet',
      name: 'd-0',
      owner: 'Deployment/d',
      spec: { replicas: 0, template: { spec: bad } },
    },
    { kind: 'Pod', name: 'd-0-a', owner: 'ReplicaSet/d-0', spec: bad },
  )
  assert.deepEqual(names(folded), ['Deployment/n/d', 'Pod/n/d-0-a'])
})
