// What a container gets at by parts of its node, without being root there: processes, volumes, traffic, memory.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { mapBreaches } from '../src/breach/map/map.ts'
import type { Step } from '../src/breach/steps/step.ts'
import { techniques } from '../src/breach/techniques/registry.ts'
import { terrainOf } from './ladder/measure.ts'

interface Neighbour {
  readonly name: string
  readonly spec?: string
  readonly container?: string
}

function manifest({ name, spec = '', container = '' }: Neighbour): string {
  return `apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: ${name} }
spec:
  ${spec}
  containers: [{ name: server, image: model, ${container} }]`
}

function stepsOf(
  pods: readonly Neighbour[],
  facts: Parameters<typeof terrainOf>[0]['facts'] = {},
): readonly Step[] {
  const terrain = terrainOf({ manifests: pods.map(manifest).join('\n---\n'), facts })
  return mapBreaches(terrain, techniques).steps.filter(({ isDrift }) => !isDrift)
}

type Sureness = 'sure' | 'assumed'

/** Positions that a container leads to by parts of its node alone, with what is surely open before what may be. */
function reached(steps: readonly Step[], from: string): ReadonlyMap<string, Sureness> {
  const parts = /^(?:processes|volumes|traffic|shared-memory|node-network|node-files):/
  const found = new Map<string, Sureness>()
  const walk = (key: string, sureness: Sureness): void => {
    for (const step of steps) {
      const isOnWay = step.from.key === key && step.barriers.length === 0
      if (!isOnWay || (key === from && !parts.test(step.to.key))) continue
      const own = step.assumes === undefined ? sureness : 'assumed'
      if (found.get(step.to.key) === 'sure' || found.get(step.to.key) === own) continue
      found.set(step.to.key, own)
      if (parts.test(step.to.key)) walk(step.to.key, own)
    }
  }
  walk(from, 'sure')
  return found
}

function podsSeenBy(spy: Omit<Neighbour, 'name'>, others: readonly Neighbour[]): Record<string, Sureness> {
  const steps = stepsOf([{ name: 'spy', ...spy }, ...others])
  const found = reached(steps, 'container:Pod/spy/spy/server')
  return Object.fromEntries(
    [...found].flatMap(([key, sureness]) =>
      key.startsWith('pod:') && !key.includes('spy') ? [[key.split('/').at(-1) ?? '', sureness]] : [],
    ),
  )
}

const user = (id: number): string => `securityContext: { runAsUser: ${id} }`

describe('the node’s process ids', () => {
  const others: readonly Neighbour[] = [
    { name: 'same', container: user(1000) },
    { name: 'other', container: user(2000) },
    { name: 'root', container: user(0) },
    { name: 'unstated' },
    { name: 'privileged', container: 'securityContext: { privileged: true }' },
    { name: 'sandboxed', spec: 'runtimeClassName: kata-vm-isolation', container: user(1000) },
    { name: 'mapped', spec: 'hostUsers: false', container: user(1000) },
  ]

  test('show a user the processes of the same user alone', () =>
    assert.deepEqual(podsSeenBy({ spec: 'hostPID: true', container: user(1000) }, others), {
      same: 'sure',
      unstated: 'assumed',
    }))

  test('show root whoever holds no more than it', () =>
    assert.deepEqual(podsSeenBy({ spec: 'hostPID: true', container: user(0) }, others), {
      same: 'sure',
      other: 'sure',
      root: 'sure',
      unstated: 'sure',
    }))

  test('show root without capabilities none but its like', () => {
    const bare = 'securityContext: { runAsUser: 0, capabilities: { drop: [ALL] } }'
    assert.deepEqual(
      podsSeenBy({ spec: 'hostPID: true', container: bare }, [...others, { name: 'bare', container: bare }]),
      {
        bare: 'sure',
        unstated: 'assumed',
      },
    )
  })

  test('show nothing to a pod with process ids of its own', () =>
    assert.deepEqual(podsSeenBy({ container: user(0) }, others), {}))
})

const mounting = (path: string): Omit<Neighbour, 'name'> => ({
  spec: `volumes: [{ name: node, hostPath: { path: ${path} } }]`,
  container: 'volumeMounts: [{ name: node, mountPath: /node, readOnly: true }]',
})

test('volumes of pods give the tokens and data of all on the node, and no more', () => {
  const steps = stepsOf([
    { name: 'spy', ...mounting('/var/lib/kubelet/pods') },
    { name: 'acme', spec: 'serviceAccountName: model' },
    { name: 'globex', spec: 'automountServiceAccountToken: false' },
  ])
  assert.deepEqual([...reached(steps, 'container:Pod/spy/spy/server').keys()].sort(), [
    'account:acme/model',
    'account:spy/default',
    'tenant:acme',
    'tenant:globex',
    'tenant:spy',
    'volumes:nodes',
  ])
})

test('the node’s IPC namespace gives the memory of pods that are in it too', () => {
  const steps = stepsOf([
    { name: 'spy', spec: 'hostIPC: true' },
    { name: 'acme', spec: 'hostIPC: true' },
    { name: 'globex' },
  ])
  const found = [...reached(steps, 'container:Pod/spy/spy/server').keys()]
  assert.deepEqual(found.filter((key) => key.startsWith('tenant:')).sort(), ['tenant:acme', 'tenant:spy'])
})

test('the node’s network gives its metadata service, and what its pods do not encrypt', () => {
  const pods = [{ name: 'spy', spec: 'hostNetwork: true' }, { name: 'acme' }]
  const at = (podTraffic: string): readonly string[] => [
    ...reached(stepsOf(pods, { podTraffic }), 'container:Pod/spy/spy/server').keys(),
  ]
  for (const traffic of ['plain', 'encrypted']) assert.ok(at(traffic).includes('metadata:nodes'))
  assert.ok(at('plain').includes('tenant:acme'))
  assert.ok(!at('encrypted').includes('tenant:acme'))
})

describe('a pool that a pod may only possibly run on', () => {
  const pods: readonly Neighbour[] = [
    { name: 'spy', container: 'securityContext: { privileged: true }' },
    { name: 'acme', spec: 'nodeSelector: { pool: acme }' },
  ]
  const toNode = (steps: readonly Step[], pool: string): readonly Step[] =>
    steps.filter(({ technique, to }) => technique === 'ESC_PRIVILEGED' && to.key === `node:${pool}`)

  test('is reached only possibly', () => {
    const steps = stepsOf(pods)
    assert.deepEqual(
      toNode(steps, 'nodes').map(({ assumes }) => assumes),
      [undefined],
    )
    assert.deepEqual(
      toNode(steps, 'pool=acme').map(({ assumes }) => assumes?.fact),
      ['placement'],
    )
  })

  test('is not reached where placement is enforced', () =>
    assert.deepEqual(toNode(stepsOf(pods, { placement: 'enforced' }), 'pool=acme'), []))
})

test('one wrong field leaves the others of a manifest standing', () => {
  const pod: Neighbour = {
    name: 'acme',
    spec: 'runtimeClassName: kata-vm-isolation',
    container: 'securityContext: { runAsUser: 1000, allowPrivilegeEscalation: false }',
  }
  const terrain = terrainOf({ manifests: manifest(pod), facts: { sandbox: 'patched' } })
  const drifting = mapBreaches(terrain, techniques).steps.filter(
    ({ technique, isDrift }) => technique === 'ESC_PRIVILEGED' && isDrift,
  )
  assert.deepEqual(
    // What a namespace that nobody declares enforces is not known.
    drifting.map(({ barriers }) =>
      barriers.filter(({ assumes }) => assumes === undefined).map(({ barrier }) => barrier),
    ),
    [['S.spec', 'X.guest', 'X.hypervisor']],
  )
})
