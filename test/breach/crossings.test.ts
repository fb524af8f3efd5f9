// Pods of many classes reach each other through one network: it tells neither more nor less than pair by pair.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import * as fc from 'fast-check'

import type { StandingBarrier } from '../../src/breach/steps/barrier.ts'
import { policyBarriers } from '../../src/breach/barriers/network.ts'
import { connectionsOf, type Crossings, findCrossings } from '../../src/breach/ways/crossings.ts'
import type { Terrain } from '../../src/breach/terrain.ts'
import { terrainOf } from '../ladder/measure.ts'
import { manifestsOf, randomCluster } from '../reach/random-cluster.ts'

/** Every barrier with what it hangs on. */
function keysOf(barriers: readonly StandingBarrier[]): ReadonlySet<string> {
  return new Set(
    barriers.map(({ instance, domain, assumes }) =>
      [instance, domain, assumes === undefined ? 'sure' : (assumes.fact ?? 'hidden')].join(' '),
    ),
  )
}

interface Pair {
  readonly name: string
  readonly isCovered: boolean
  /** What the way through the shared network meets; nothing where there is none. */
  readonly through: ReadonlySet<string> | undefined
  readonly direct: ReadonlySet<string>
}

function* pairsOf(terrain: Terrain, { ends, before, behind, isCovered }: Crossings): Generator<Pair> {
  for (const from of terrain.reach.classes) {
    const [pod] = from.pods
    const connections = connectionsOf(from, terrain)
    for (const [end, { to, position, ports }] of ends.entries()) {
      const connection = connections[to.id]
      assert.ok(connection !== undefined)
      const [near, far] = [before(from), behind(end)]
      yield {
        name: `${pod.namespace}/${pod.name} > ${position.label}`,
        isCovered: isCovered(from, end),
        through: near === undefined || far === undefined ? undefined : keysOf([...near, ...far]),
        direct: keysOf(policyBarriers(connection, terrain, ports)),
      }
    }
  }
}

test('what the shared network tells of a pair is what its connection meets, and it is no shorter way', () => {
  const engine = fc.constantFrom(undefined, 'cilium', 'none')
  let covered = 0
  fc.assert(
    fc.property(randomCluster, engine, (cluster, networkPolicy) => {
      const facts = networkPolicy === undefined ? {} : { networkPolicy }
      const terrain = terrainOf({ manifests: manifestsOf(cluster).join('\n---\n'), facts })
      for (const { name, isCovered, through, direct } of pairsOf(terrain, findCrossings(terrain, 0))) {
        if (isCovered) assert.deepEqual(through, direct, name)
        else if (through !== undefined) assert.ok(direct.isSubsetOf(through), name)
        if (isCovered) covered++
      }
    }),
    { numRuns: 300 },
  )
  assert.ok(covered > 500, `${covered} pairs`)
})

function tenant(name: string): string {
  return `apiVersion: v1
kind: Pod
metadata: { name: model, namespace: ${name} }
spec: { containers: [{ name: server, image: model }] }
---
apiVersion: v1
kind: Pod
metadata: { name: client, namespace: ${name} }
spec: { containers: [{ name: server, image: client }] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: own, namespace: ${name} }
spec: { podSelector: {}, policyTypes: [Ingress, Egress], ingress: [{ from: [{ podSelector: {} }] }], egress: [{ to: [{ podSelector: {} }] }] }`
}

test('namespaces that only talk to themselves need a step of their own for themselves alone', () => {
  const manifests = ['acme', 'globex', 'initech'].map(tenant).join('\n---\n')
  const terrain = terrainOf({ manifests, facts: { networkPolicy: 'cilium' } })
  const crossings = findCrossings(terrain, 0)
  const told = [...pairsOf(terrain, crossings)].filter(({ isCovered }) => !isCovered)
  assert.equal(crossings.ends.length, 3)
  assert.equal(told.length, 3)
  for (const { direct } of told) assert.deepEqual([...direct], [])
  assert.deepEqual(
    terrain.reach.classes.map((from) => crossings.before(from)?.map(({ instance }) => instance)),
    [['N.eg@acme'], ['N.eg@globex'], ['N.eg@initech']],
  )
})

test('few pairs are told one by one', () => {
  const terrain = terrainOf({ manifests: tenant('acme'), facts: {} })
  const { before, behind, isCovered } = findCrossings(terrain, 1)
  const [from] = terrain.reach.classes
  assert.ok(from !== undefined)
  assert.deepEqual([before(from), behind(0), isCovered(from, 0)], [undefined, undefined, false])
})

test('who is denied some by a policy of the cluster besides has all of its connections told', () => {
  const admin = `apiVersion: policy.networking.k8s.io/v1alpha1
kind: AdminNetworkPolicy
metadata: { name: apart }
spec:
  priority: 10
  subject: { namespaces: { matchLabels: { kubernetes.io/metadata.name: acme } } }
  egress:
    - name: never
      action: Deny
      to: [{ namespaces: { matchLabels: { kubernetes.io/metadata.name: globex } } }]`
  const manifests = [...['acme', 'globex', 'initech'].map(tenant), admin].join('\n---\n')
  const terrain = terrainOf({ manifests, facts: { networkPolicy: 'cilium' } })
  const crossings = findCrossings(terrain, 0)
  const [acme, globex] = terrain.reach.classes
  assert.ok(acme !== undefined && globex !== undefined)
  assert.equal(crossings.before(acme), undefined)
  assert.deepEqual([...keysOf(crossings.before(globex) ?? [])], ['N.eg@globex cni:cluster sure'])
  for (const { name, isCovered } of pairsOf(terrain, crossings)) {
    if (name.startsWith('acme/')) assert.equal(isCovered, false, name)
  }
})
