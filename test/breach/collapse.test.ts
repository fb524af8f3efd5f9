import assert from 'node:assert/strict'
import { test } from 'node:test'

import * as fc from 'fast-check'

import { mapBreaches } from '../../src/breach/map/map.ts'
import { footholdsOf, measureAll, readAll } from '../../src/breach/measure.ts'
import { techniques } from '../../src/breach/techniques/registry.ts'
import { surveyTerrain } from '../../src/breach/terrain.ts'
import { collapsePods } from '../../src/breach/nodes/collapse.ts'
import { defaultConfig } from '../../src/config/parse.ts'
import { defaultDepths, sameForAll } from '../../src/knowledge/required-depths.ts'
import { link } from '../../src/link/link.ts'
import type { Platform } from '../../src/model/platform.ts'
import { parseKubernetes } from '../../src/sources/kubernetes/parse.ts'

interface Workload {
  readonly namespace: string
  readonly fields: string
  readonly container: string
  readonly replicas: number
}

/** Pods as a replica set makes them; a mark of their own makes each of them unlike the others, and changes nothing else. */
function pod({ namespace, fields, container }: Workload, name: string, mark: string): string {
  return `apiVersion: v1
kind: Pod
metadata:
  name: ${name}
  namespace: ${namespace}
  labels: { app: model, pod-template-hash: ${name} }
  annotations: { mark: "${mark}" }
  ownerReferences: [{ apiVersion: apps/v1, kind: ReplicaSet, name: set, controller: true }]
spec:
  nodeName: ${name.length % 2 === 0 ? 'n1' : 'n2'}
  ${fields}
  containers: [{ name: server, image: model, ${container} }]
  volumes: [{ name: data, persistentVolumeClaim: { claimName: models } }]`
}

const nodes = ['n1', 'n2'].map((name) => `apiVersion: v1\nkind: Node\nmetadata: { name: ${name} }`)

function platformOf(workloads: readonly Workload[], isMarked: boolean): Platform {
  const pods = workloads.flatMap((workload, index) =>
    Array.from({ length: workload.replicas }, (_, replica) =>
      pod(workload, `w${index}-${replica}`, isMarked ? `${index}-${replica}` : ''),
    ),
  )
  const { facts } = parseKubernetes({ path: 'platform.yaml', text: [...nodes, ...pods].join('\n---\n') })
  return link(facts, { kubernetesVersion: '1.34', platformNamespaces: [], untrustedNamespaces: [] })
}

/** Container by container and goal by goal: how far it is at worst and at best, today and tomorrow. */
function depthsOf(platform: Platform): ReadonlyMap<string, string> {
  const { tenants } = defaultConfig.config
  const required = sameForAll(defaultDepths)
  const terrain = surveyTerrain(platform, { facts: {}, tenants })
  const map = mapBreaches(terrain, techniques)
  const measures = measureAll(footholdsOf(terrain), readAll(map, terrain), { required })
  return new Map(
    measures.map(({ foothold, goal, tag, asIs, drift }) => [
      `${foothold.container.pod.name} ${goal.id} ${tag ?? ''}`,
      [asIs.lower, asIs.upper, drift.lower, drift.upper].join(' '),
    ]),
  )
}

const workload = fc.record({
  namespace: fc.constantFrom('acme', 'globex'),
  fields: fc.constantFrom(
    'hostPID: true',
    'automountServiceAccountToken: false',
    'initContainers: [{ name: fetch, image: model, securityContext: { privileged: true }, volumeMounts: [{ name: data, mountPath: /data }] }]',
  ),
  container: fc.constantFrom(
    'securityContext: { privileged: true }',
    'volumeMounts: [{ name: data, mountPath: /data }]',
    'ports: [{ containerPort: 8265 }], command: [ray, start, --head]',
    'resources: { limits: { cpu: 1, memory: 1Gi } }',
  ),
  replicas: fc.integer({ min: 1, max: 4 }),
})

test('pods that are alike are as far from everything as each of them spelled out', () => {
  fc.assert(
    fc.property(fc.array(workload, { minLength: 1, maxLength: 3 }), (workloads) => {
      const spelledOut = depthsOf(platformOf(workloads, true))
      for (const [what, depths] of depthsOf(platformOf(workloads, false)))
        assert.equal(depths, spelledOut.get(what), what)
    }),
    { numRuns: 40 },
  )
})

test('two pods stand for all that are alike, of one namespace only', () => {
  const alike = { fields: '', container: '', replicas: 5 }
  const whole = platformOf(
    [
      { ...alike, namespace: 'acme' },
      { ...alike, namespace: 'globex' },
    ],
    false,
  )
  const { platform, alikeTo } = collapsePods(whole)
  assert.deepEqual(
    platform.all('pod').map((each) => [each.namespace, alikeTo(each)]),
    [
      ['acme', 5],
      ['acme', 0],
      ['globex', 5],
      ['globex', 0],
    ],
  )
})
